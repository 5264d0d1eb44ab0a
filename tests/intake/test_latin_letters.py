"""The letters of a text tell in which encoding of a Latin script it was saved."""

import pytest

from bcdr.intake.latin_letters import latin_encoding

TEXTS = {
    "Czech": "Název systému;Vlastník\nÚčetnictví;Jiří Dvořák\n",
    "Polish": "Nazwa systemu;Właściciel;Krytyczność\nBankowość;Jabłoński;średnia\n",
    "Hungarian": "Rendszer;Tulajdonos\nBérszámfejtés;Szőke Győző\nügyfél;Kovács\n",
    "Croatian": "Sustav;Vlasnik\nPlaće;Ivo Šarić\nračunovodstvo;Žužić\n",
    "Turkish": "Uygulama;Kritiklik\nMuhasebe;düşük\nŞube;yüksek\nİnsan kaynakları;ağır\n",  # noqa: RUF001
    "German": "Anwendung;Größe\nBüro;Übung\n",
    "French": "Système;Criticité;Propriétaire\nPaie;élevée;René\nForêt;à définir\n",
    "Spanish": "Aplicación;Dueño\nNómina;Muñoz\nGestión;Peña\n",
    "Portuguese": "Aplicação;Responsável\nGestão;João\nInformações;média\n",
    "Italian": "Criticità;perché\nPiù;però è\n",
    "Danish": "Løn;Søren\nRegnskab;Jørgen\n",
    "one name": "Name;RTO\nMüller;4\n",
}
WINDOWS = {
    **dict.fromkeys(("Czech", "Polish", "Hungarian", "Croatian"), "cp1250"),
    "Turkish": "cp1254",
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_of_windows_comes_back_as_it_was_written(name: str) -> None:
    content = TEXTS[name].encode(WINDOWS.get(name, "cp1252"))

    assert content.decode(latin_encoding(content)) == TEXTS[name]


@pytest.mark.parametrize("encoding", ["cp850", "cp437", "mac_roman"])
@pytest.mark.parametrize("name", ["German", "French", "Spanish", "one name"])
def test_a_text_of_dos_or_an_old_macintosh_comes_back_as_it_was_written(
    name: str, encoding: str
) -> None:
    text = TEXTS[name]
    if encoding == "cp437":
        text = text.replace("À", "A")
    content = text.encode(encoding)

    assert content.decode(latin_encoding(content)) == text


@pytest.mark.parametrize(
    "text",
    [
        "Müller;Peña;François;Søren;Ångström;Garção\n",
        "“core” – don’t stop… €5\n",  # noqa: RUF001  as Word writes them
        "Citrix® XenApp™;½ day;±5 °C\n",
        "GRÖSSE;CRITICITÉ;ÉTAT;AÇÃO\n",
        "plain words only\n",
    ],
)
def test_where_nothing_tells_it_is_western_windows(text: str) -> None:
    assert latin_encoding(text.encode("cp1252")) == "cp1252"

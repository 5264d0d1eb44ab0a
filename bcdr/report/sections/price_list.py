"""Price list: the price of one unit of everything, less its discount."""

from bcdr.model.entries import Price
from bcdr.report.blocks import CellKind, Medium, Section, Text, TextRole
from bcdr.report.sections.columns import as_written, computed, of_kind, prose, words
from bcdr.report.sections.extract import Extract, Record, table
from bcdr.report.sections.why import stated
from bcdr.report.wording import counted

_ON_PRICES = "INDEX({Prices.value},MATCH({id},{Prices.price},0))"


def price_list_section(extract: Extract) -> Section:
    """Return every price as Prices gives it, its discount, and what is left to pay."""
    prices = extract.study.catalogue.prices
    return Section(
        id="price-list",
        title="Price list",
        purpose="What one unit costs: the price on the sheet Prices less the discount beside it. "
        "Change either there; a cell that is emptied takes the price that stood in it.",
        medium=Medium.WORKBOOK,
        is_reference=True,
        blocks=(
            Text(_claim(prices), TextRole.CLAIM),
            table(
                map(_row, prices),
                (
                    words("id", "ID", 26),
                    prose("title", "What", 44),
                    words("unit", "Unit", 28),
                    computed(
                        stated(
                            of_kind("listed", "Price", CellKind.PRICE, 14, unit="per unit"),
                            "The cell of the sheet Prices.",
                        ),
                        f"IFERROR(IF(ISNUMBER({_ON_PRICES}),{_ON_PRICES},{{listed_written}}),"
                        "{listed_written})",
                    ),
                    computed(
                        stated(
                            of_kind("discount", "Discount", CellKind.SHARE, 11, unit="%"),
                            "The cell of the sheet Prices, where 10 is ten percent.",
                        ),
                        "IFERROR(N(INDEX({Prices.discount_percent},"
                        "MATCH({id},{Prices.price},0)))/100,0)",
                    ),
                    computed(
                        stated(
                            of_kind("net", "To pay", CellKind.PRICE, 14, unit="per unit"),
                            "Price x (1 - discount).",
                        ),
                        "{listed}*(1-{discount})",
                    ),
                    as_written(
                        of_kind("listed_written", "Price, when written", CellKind.PRICE, 14,
                                unit="per unit")
                    ),
                    as_written(
                        of_kind("net_written", "To pay, when written", CellKind.PRICE, 14,
                                unit="per unit")
                    ),
                    words("origin", "Origin", 12),
                    prose("source", "Source", 60),
                    words("date", "Date", 12),
                ),
                id_="price-list",
                title="Prices",
                empty="There is no price.",
                heading_columns=1,
            ),
        ),
    )  # fmt: skip


def _row(price: Price) -> Record:
    return {
        "id": price.id,
        "title": price.title,
        "unit": price.unit,
        "listed": price.list_price,
        "discount": price.discount_percent / 100,
        "net": price.value,
        "listed_written": price.list_price,
        "net_written": price.value,
        "origin": str(price.origin),
        "source": price.source,
        "date": price.date.isoformat(),
    }


def _claim(prices: tuple[Price, ...]) -> str:
    given = sum(1 for price in prices if price.origin == "given")
    return f"Of {counted(len(prices), 'price')}, {given:,} were given; the others are assumed."

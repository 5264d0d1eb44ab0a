"""Column letters of a spreadsheet and their numbers: A is 1, ZZ is 702."""


def letters_to_number(letters: str) -> int:
    """Return the number of a column: A is 1.

    >>> letters_to_number("AB")
    28
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def number_to_letters(number: int) -> str:
    """Return the letters of a column: 1 is A.

    >>> number_to_letters(28)
    'AB'
    """
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters

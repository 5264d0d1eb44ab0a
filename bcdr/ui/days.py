"""Days as people write them."""

import datetime


def day(moment: datetime.date) -> str:
    """Return a day, or the day of a moment, in words.

    >>> day(datetime.date(2026, 6, 9))
    '9 June 2026'
    """
    return f"{moment.day} {moment:%B %Y}"

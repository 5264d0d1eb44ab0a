"""The app: pages that ask, call one cached stage, and show."""

"""The marks and codes of currencies that stand before or behind an amount, in every language alike."""

MARKS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₽": "RUB", "₴": "UAH", "₺": "TRY", "₹": "INR"}
# Codes that stand before an amount as a mark does ("GBP87.2m", "Rs. 300"), with the currency they mean.
_ISO = """
AED AUD BRL CAD CHF CNY DKK EUR GBP HKD ILS INR JPY KES KZT MXN NGN NOK NZD PHP PKR PLN RUB SEK SGD THB TRY UAH USD ZAR
"""
CODES = {**{code.lower(): code for code in _ISO.split()}, "rs": "INR", "rmb": "CNY"}

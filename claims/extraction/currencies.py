"""The marks and codes of currencies that stand before or behind an amount, in every language alike."""

_SIGNS = """
$=USD €=EUR £=GBP ¥=JPY ₽=RUB ₴=UAH ₺=TRY ₹=INR ₦=NGN ₱=PHP ₩=KRW ₪=ILS ₵=GHS ₫=VND ₸=KZT ฿=THB ¢=GHS ₾=GEL ₼=AZN
"""
# Whose dollars, by what stands right before the mark.
DOLLARS = {
    "us": "USD",
    "a": "AUD",
    "au": "AUD",
    "c": "CAD",
    "ca": "CAD",
    "nz": "NZD",
    "hk": "HKD",
    "s": "SGD",
    "nt": "TWD",
    "r": "BRL",
    "j": "JMD",
    "tt": "TTD",
    "z": "ZWL",
    "zwl": "ZWL",
    "mx": "MXN",
}
MARKS = {sign[0]: sign[2:] for sign in _SIGNS.split()}
# Codes that stand before an amount as a mark does ("GBP87.2m", "Rs. 300"), with the currency they mean.
_ISO = """
AED ARS AUD BDT BGN BRL BWP CAD CHF CLP CNY COP CZK DKK EGP ETB EUR GBP GHS HKD HUF IDR ILS INR JPY KES KRW KWD KZT LKR
MAD MWK MXN MYR NAD NGN NOK NPR NZD OMR PEN PHP PKR PLN QAR RON RUB RWF SAR SEK SGD THB TND TRY TWD TZS UAH UGX USD VND
XAF XOF ZAR ZMW
"""
# Short forms that papers of a country put before the digits.
_SHORT = {"rs": "INR", "rmb": "CNY", "nis": "ILS", "rm": "MYR", "rp": "IDR", "tk": "BDT", "dh": "AED", "dhs": "AED"}
_SHILLINGS = {"sh": "KES", "shs": "KES", "ksh": "KES", "kshs": "KES", "ush": "UGX", "ushs": "UGX", "tsh": "TZS"}
# One letter is a currency's only where it touches an amount that no road, model or mask is numbered by.
LETTERS = {"n": "NGN", "r": "ZAR", "p": "PHP", "k": "ZMW"}
CODES = {**{code.lower(): code for code in _ISO.split()}, **_SHORT, **_SHILLINGS, **LETTERS}

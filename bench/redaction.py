"""How long redaction takes for 10,000 characters of many kinds, and how it grows with the length.

Run it with `python -m bench.redaction`. Times are of the processor, the best of several runs.
"""

from __future__ import annotations

from bench.long_messages import PIECES, REPORT_HEAD, REPORT_LINES, milliseconds
from liverguide.storage.redaction import redact
from liverguide.understanding.free_text import MOST_CHARACTERS

SHORT = (
    "My name is Ana Ruiz, born 12/03/1970, my bilirubin is 3.1 mg/dl and inr 1.9. Call me on 202 555 0143. Thanks, Ana"
)
OURS = {
    "people": "I'm Ana Ruiz, this is my wife Maria Lopez, regards, John. ",
    "spelt numbers": "five five five zero one four three ",
    "digits apart": "2 0 2 5 5 5 0 1 4 3 ",
    "spelt mails": "ana at gmail dot com and ",
    "dots in words": "a.b.c.d.e",
    "at signs": "@",
    "addresses": "12 Baker Street, London NW1 6XE, ",
    "links": "https://clinic.example/p?id=1234567 ",
    "capitals": "Ana Ruiz Lopez ",
    "record numbers": "MRN 123456, NHS 943 476 5919, ",
    "calls of names": "my name is my name is ",
    "births": "born on the born on the ",
}


def main() -> None:
    """Print the table; what grows faster than the text is marked."""
    print(f"{'a short message':22}{milliseconds(lambda t: redact(t, 'US'), SHORT, 20):8.2f} ms")
    report = REPORT_HEAD + REPORT_LINES
    print(f"{'a report':22}{milliseconds(lambda t: redact(t, 'US'), report, 5):8.2f} ms")
    for name, piece in {**PIECES, **OURS}.items():
        long = (piece * MOST_CHARACTERS)[:MOST_CHARACTERS]
        whole, quarter = (milliseconds(lambda t: redact(t, "US"), long[: len(long) // n], 3) for n in (1, 4))
        mark = " <- grows faster than the text" if whole > 6 * quarter and whole > 20 else ""
        print(f"{name:22}{whole:8.1f} ms {whole / max(quarter, 1e-6):6.1f} x{mark}")


if __name__ == "__main__":
    main()

"""How much longer understanding takes for 10,000 characters than for a few words, and how long a report takes.

Run it with `python -m bench.long_messages`. Times are of the processor, so that other work on the machine counts
little; the best of several runs is taken.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from liverguide import settings
from liverguide.labs import read_labs
from liverguide.training import train
from liverguide.understanding.free_text import MOST_CHARACTERS
from liverguide.understanding.parse import Parser

MOST_TIMES = 10.0
MOST_FOR_REPORT = 10.0  # ms
SHORT = ("is bone marrow better than cord?", "my bilirubin is 3.1 mg/dl and inr 1.9", "he is vomiting blood")
BETWEEN = "thank you"
# Each is repeated up to the longest message that is taken.
PIECES = {
    "a story": "My father has had cirrhosis for years and we went to the clinic and they told us about the cells. ",
    "values": "bilirubin 3.1 mg/dl, inr 1.9, creatinine 1.2, sodium 131, ",
    "values with dates": "on 12/03/2025 bili was 3.1 then 2.9 on 1/4, ",
    "values mended": "inr 1.9 not 2.1 sorry i meant 1.8, ",
    "values doubted": "my dad's inr is 1.9? i think, ",
    "values of two": "my mum's inr is 1.9 and my dad's inr is 2.1, ",
    "a table": "Bilirubin | 3.1 | mg/dL | 0.2-1.2\n",
    "names of tests": "bilirubin inr creatinine sodium albumin ",
    "units": "mg/dl ",
    "counting": "1 2 3 4 5 6 7 8 9 ",
    "ranges": "3-4 ",
    "spoken numbers": "three point one and twenty five hundred ",
    "ages": "i am 54 years old, my father is 74, ",
    "emergencies": "he vomits blood and is confused, no fever, ",
    "denials": "no blood, no fever, no confusion, never vomited blood, ",
    "suppositions": "if he vomits blood what should i do ",
    "Spanish": "mi padre tiene cirrosis y vomita sangre desde ayer ",
    "Chinese": "我爸爸有肝硬化吐血",
    "lines": "a\n",
    "one word": "a",
    "one number": "1",
    "spaces": " ",
    "commas": ",",
    "points": ".",
    "brackets": "(",
    "numbered parts": "1.2.3.4.",
    "tags": "<img src=x onerror=alert(1)>",
    "emoji": "😀",
    "right to left marks": "\u202e\u200f abc",
    "mail addresses": "a.b@c.de ",
}
REPORT_HEAD = """CITY GENERAL HOSPITAL - LABORATORY REPORT
Patient: J. Doe   Sex: M   Age: 57 years
Collected: 12/03/2025 08:15   Reported: 12/03/2025 14:02
Test                    Result   Unit      Reference      Flag
"""
REPORT_LINES = """Bilirubin, total        3.1      mg/dL     0.2 - 1.2      H
Bilirubin, direct       1.4      mg/dL     0.0 - 0.3      H
ALT (SGPT)              54       U/L       7 - 56
AST (SGOT)              88       U/L       10 - 40        H
Alkaline phosphatase    210      U/L       44 - 147       H
GGT                     340      U/L       9 - 48         H
Albumin                 2.8      g/dL      3.5 - 5.0      L
Total protein           6.1      g/dL      6.0 - 8.3
Creatinine              1.2      mg/dL     0.7 - 1.3
Sodium                  131      mmol/L    135 - 145      L
Potassium               4.1      mmol/L    3.5 - 5.1
Chloride                101      mmol/L    98 - 107
CO2                     22       mmol/L    22 - 29
Urea                    38       mg/dL     15 - 40
BUN                     18       mg/dL     7 - 20
Glucose                 104      mg/dL     70 - 99        H
Calcium                 8.6      mg/dL     8.5 - 10.5
Magnesium               1.8      mg/dL     1.7 - 2.2
Phosphate               3.2      mg/dL     2.5 - 4.5
Uric acid               5.9      mg/dL     3.5 - 7.2
Ammonia                 72       umol/L    11 - 32        H
Lactate                 1.9      mmol/L    0.5 - 2.2
Hemoglobin              10.9     g/dL      13.5 - 17.5    L
Hematocrit              33       %         41 - 53        L
RBC                     3.6      10^12/L   4.5 - 5.9      L
WBC                     4.2      10^9/L    4.5 - 11.0     L
Platelets               85       10^9/L    150 - 450      L
MCV                     98       fL        80 - 100
MCH                     31       pg        27 - 33
MCHC                    33       g/dL      32 - 36
RDW                     15.8     %         11.5 - 14.5    H
Neutrophils             61       %         40 - 70
Lymphocytes             24       %         20 - 40
Monocytes               9        %         2 - 10
Eosinophils             4        %         1 - 6
Basophils               1        %         0 - 2
Prothrombin time        18.2     s         11.0 - 13.5    H
INR                     1.9                0.8 - 1.2      H
aPTT                    41       s         25 - 35        H
Fibrinogen              180      mg/dL     200 - 400      L
D-dimer                 1.2      mg/L      < 0.5          H
AFP                     6.2      ng/mL     < 8.5
Ferritin                410      ng/mL     30 - 400       H
Iron                    92       ug/dL     65 - 175
Transferrin             180      mg/dL     200 - 360      L
CRP                     12       mg/L      < 5            H
TSH                     2.4      mIU/L     0.4 - 4.0
HbA1c                   5.9      %         4.0 - 5.6      H
Cholesterol             132      mg/dL     < 200
Triglycerides           88       mg/dL     < 150
HDL                     41       mg/dL     > 40
LDL                     74       mg/dL     < 130
Vitamin D               18       ng/mL     30 - 100       L
Comment: slight hemolysis.
Results verified by the laboratory.
Page 1 of 1"""


def milliseconds(work: Callable[[str], object], text: str, runs: int) -> float:
    """Processor time of the fastest of several runs."""
    times = []
    for _ in range(runs):
        work(BETWEEN)  # nothing that is kept of a message may help with the same one
        before = time.thread_time()
        work(text)
        times.append(time.thread_time() - before)
    return min(times) * 1000


def main() -> None:
    """Print the table; times above the aims are marked."""
    settings.complete(os.environ)
    parse = Parser(train()).parse
    short = sum(milliseconds(parse, text, 10) for text in SHORT) / len(SHORT)
    print(f"{'a short message':22}{short:8.1f} ms")
    for name, piece in PIECES.items():
        taken = milliseconds(parse, (piece * MOST_CHARACTERS)[:MOST_CHARACTERS], 3)
        print(f"{name:22}{taken:8.1f} ms {taken / short:6.1f} x{' <- too long' if taken / short > MOST_TIMES else ''}")
    report = REPORT_HEAD + REPORT_LINES
    lines = report.count("\n") + 1
    taken = milliseconds(read_labs, report, 10)
    mark = " <- too long" if taken > MOST_FOR_REPORT else ""
    print(f"{f'values of {lines} lines':22}{taken:8.1f} ms{mark}")


if __name__ == "__main__":
    main()

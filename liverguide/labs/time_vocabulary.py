"""Words that tell when something was measured. Folded: lower case, no accents."""

from __future__ import annotations

NOW = frozenset(
    [
        "repeat",
        "repeated",
        "recheck",
        "rechecked",
        "now",
        "today",
        "currently",
        "current",
        "latest",
        "newest",
        "recent",
        "ahora",
        "hoy",
        "actual",
        "actualmente",
        "jetzt",
        "heute",
        "aktuell",
        "maintenant",
        "agora",
        "hoje",
        "presently",
        "adesso",
        "attualmente",
        "attuale",
        "actuellement",
        "momentan",
        "derzeit",
        "atual",
        "atualmente",
        "aujourd'hui",
        "oggi",
        "vandaag",
        "dzis",
        "idag",
        "bugun",
        "aaj",
        "tonight",
        "postop",
        "postoperative",
        "postoperatively",
        "new",
    ]
)
OLD = frozenset(
    [
        "previously",
        "previous",
        "prev",
        "prior",
        "before",
        "earlier",
        "old",
        "older",
        "used",
        "formerly",
        "antes",
        "anterior",
        "vorher",
        "fruher",
        "avant",
        "baseline",
        "screening",
        "initially",
        "originally",
        "past",
        "ago",
        "admission",
        "last",
        "vorwert",
        "vorwerte",
        "vorbefund",
        "precedente",
        "precedent",
        "preop",
        "preoperative",
        "preoperatively",
        "zuletzt",
        "previa",
        "pasado",
        "pasada",
        "passado",
        "passada",
    ]
)
WEAK_OLD = frozenset(["was", "were", "had", "fue", "era", "war", "began", "started", "start"])
LEADING_TO = frozenset(
    ["to", "->", "→", "then", "after", "later", "a", "para", "auf", "since", "until", "subsequently", "follow"]
)
LEADING_FROM = frozenset(["from", "de", "von", "desde"])
PRESENT_VERBS = frozenset(["is", "are", "it's", "ist", "es", "est"])
DAYS = {
    "day": 1,
    "days": 1,
    "week": 7,
    "weeks": 7,
    "wk": 7,
    "wks": 7,
    "month": 30,
    "months": 30,
    "mo": 30,
    "mth": 30,
    "year": 365,
    "years": 365,
    "yr": 365,
    "yrs": 365,
}
COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "couple": 2, "few": 3}
MOVES = frozenset(
    [
        *(
            "from",
            "went",
            "doubled",
            "tripled",
            "halved",
            "crept",
            "rose",
            "risen",
            "dropped",
            "fell",
            "fallen",
            "improved",
            "worsened",
            "increased",
            "decreased",
        ),
        *("climbed", "jumped", "gone", "going", "down", "up", "changed", "moved", "came", "corrected", "de", "von"),
    ]
)
STAGES = {
    **dict.fromkeys(["peak", "peaked", "worst", "icu", "admission", "admitted", "arrival", "presentation"], 0),
    **dict.fromkeys(["diagnosis", "diagnosed", "intake", "onset", "aufnahme", "ingreso"], 0),
    **dict.fromkeys(["discharge", "discharged", "alta", "entlassung", "sortie"], 1),
    **dict.fromkeys(["followup", "aftercare"], 2),
}
YESTERDAY = frozenset(
    ["yesterday", "yday", "yest", "ayer", "gestern", "hier", "ontem", "ieri", "gisteren", "wczoraj", "igar", "kal"]
)
COUNTED_STEPS = frozenset(
    [
        *("day", "week", "month", "visit", "cycle", "year", "tag", "woche", "dia", "semana", "jour"),
        *("wk", "mo", "mth", "monat", "mes"),
    ]
)
# "at 3 months", "six weeks after": units that count a course.
STEP_UNITS = frozenset(["day", "days", "week", "weeks", "wk", "wks", "month", "months", "mth", "year", "years"])
LEADING_TO_STEPS = frozenset(["at", "after", "by", "post", "+"])
WEEKDAYS = frozenset(
    [
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        *("mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri"),
        *("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"),
        *("lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo"),
        *("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
        *("lunedi", "martedi", "mercoledi", "giovedi", "venerdi", "sabato", "domenica"),
    ]
)
# "vor 2 Wochen", "hace tres meses", "il y a deux jours", "due settimane fa"
AGO_BEFORE = frozenset(["vor", "hace", "ha"])
LAST_BEFORE = frozenset(["letzte", "letzten", "letzter", "letztes", "vorige", "vorigen", "voriges", "scorsa", "scorso"])
LAST_AFTER = frozenset(["derniere", "dernier", "scorsa", "scorso", "pasada", "pasado", "passada", "passado"])
AGO_UNITS = {
    **dict.fromkeys(["tag", "tagen", "dia", "dias", "jour", "jours", "giorno", "giorni"], 1),
    **dict.fromkeys(["woche", "wochen", "semana", "semanas", "semaine", "semaines", "settimana", "settimane"], 7),
    **dict.fromkeys(["monat", "monaten", "mes", "meses", "mois", "mese", "mesi"], 30),
    **dict.fromkeys(["jahr", "jahren", "ano", "anos", "ans", "anno", "anni"], 365),
}
PRONOUNS = frozenset(["i", "he", "she", "they", "we", "it"])
PLACES_ON_PAPER = ("line", "row", "page", "column", "sheet", "section", "part", "paragraph", "entry")
MONTHS = {
    "jan": 1,
    "ene": 1,
    "feb": 2,
    "fev": 2,
    "fév": 2,
    "mar": 3,
    "mär": 3,
    "mrz": 3,
    "apr": 4,
    "abr": 4,
    "avr": 4,
    "may": 5,
    "mai": 5,
    "jun": 6,
    "jui": 6,
    "jul": 7,
    "aug": 8,
    "ago": 8,
    "aoû": 8,
    "sep": 9,
    "set": 9,
    "oct": 10,
    "okt": 10,
    "out": 10,
    "nov": 11,
    "dec": 12,
    "dic": 12,
    "dez": 12,
    "déc": 12,
}

_MONTHS_IN_FULL = (
    ("jan january januar janvier janeiro enero ene gennaio"),
    ("feb february februar fevrier fevereiro febrero febbraio"),
    ("mar march marz mars marco marzo"),
    ("apr april avril abril abr aprile"),
    ("may mai mayo maio maggio"),
    ("jun june juni juin junho junio giugno"),
    ("jul july juli juillet julho julio luglio"),
    ("aug august aout agosto ago"),
    ("sep sept september septembre setembro septiembre settembre"),
    ("oct october oktober octobre outubro octubre ottobre okt"),
    ("nov november novembre novembro noviembre"),
    ("dec december dezember decembre dezembro diciembre dicembre dic dez"),
)
MONTH_OF = {word: month for month, words in enumerate(_MONTHS_IN_FULL, 1) for word in words.split()}
MONTH_WORDS = frozenset(MONTH_OF)
FIRST_NAMES = frozenset(["marco", "julio"])  # months that are people's names too
ORDINAL_ENDS = frozenset(["st", "nd", "rd", "th"])
# Every word at which something about an age may be told.
TIME_WORDS = frozenset(
    [
        *MONTH_WORDS,
        *NOW,
        *OLD,
        *WEAK_OLD,
        *LEADING_TO,
        *LEADING_FROM,
        *PRESENT_VERBS,
        *STAGES,
        *YESTERDAY,
        *COUNTED_STEPS,
        *STEP_UNITS,
        *WEEKDAYS,
        *AGO_UNITS,
        *(
            "last",
            "previous",
            "past",
            "this",
            "ago",
            "back",
            "pre",
            "post",
            "when",
            "since",
            "after",
            "afterwards",
            "later",
        ),
    ]
)

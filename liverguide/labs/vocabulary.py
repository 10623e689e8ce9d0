"""Words that decide what a number beside them is. Folded: lower case, no accents."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that lead from a test's name to its value or back.
BINDING = _words(
    "is was are were be been being came come comes back at of as level levels value"
    " values result results reading readings reads read shows showed show showing"
    " my the a an it its it's that's that this today "
    "about around approx approximately roughly circa ca currently now still only"
    " just up to went rose dropped fell jumped climbed high low normal reported measured"
    " measures recorded equals equal "
    "es ist est e esta de del da do en con mit bei von war liegt bei der die das"
    " la el le les los las mi mein meine meu minha su sua fue era sind hoy heute"
    " "
    "number count test tests lab labs blood serum plasma i got have has had with"
    " his her their your our mine yours range time baseline initially originally"
    " formerly latest last current newest recent most new "
    "says said say saying reported gave me you he she they patient 's for on in by"
    " from total looks like seems almost nearly maybe probably think believe guess"
    " ok okay well so then which abnormal elevated raised decreased increased "
    "s d sec result: value: stands sits hovering running comes out turned w/ w written"
    " there here also both and/or result= please pls hi hello approx. um uh er erm"
    " like basically actually sorry oops wait correction meant mean "
    "previously previous prev prior earlier before used yesterday week month year"
    " ago down increased decreased improved worsened risen fallen gone going go one"
    " my- check checked drawn taken done repeat repeated rechecked recheck "
    "respectively resp but ist: worth super bit little quite very too really pretty"
    " slightly somewhat still stayed stable remains remained dropped steady same"
    " est: jetzt aktuell ahora actual actualmente agora maintenant hospital clinic"
    " doctor doc says: told that: been after "
    "hit hits reached reaches touched touches peaked crept creeping doubled tripled halved quadrupled"
    " registered clocked landed hovered somewhere anywhere latter former turned since spring summer autumn winter"
    " units unit or both: their respective came: including includes follows following"
    " below: these those are: were: all other others plus et y und ei e un una unos"
    " ein eine im vom am au du il valor valores resultado resultados wert werte ergebnis"
    " valeur resultat ".strip()
)
# The last word before a number that ties it to the name although other words stand between.
STRONG = _words("is was are were = : at of to as ist war es est era fue liegt shows showed reads equals says it's a")

SUPERSEDING = _words(
    "sorry oops ups correction actually mean meant rather scratch typo mistake mistyped"
    " misread misspoke perdon entschuldigung correccion corrected ooops whoops no"
    " nope nah missed forgot fat fingers decimal autocorrect swapped misheard mistaken"
    " erm edit korrektur nein desculpa pardon wrong"
)
NEGATION = _words("not nicht instead isn't wasn't aint isnt wasnt pas nao statt")

# A whole number before one of these counts something else.
COUNTED = _words(
    "day days week weeks wk wks month months mth mths mo mos year years yr yrs yo"
    " y hour hours hr hrs h minute minutes min mins pm am time times pill pills tablet"
    " tablets tab tabs cap caps capsule capsules drink drinks beer beers "
    "glass glasses kg kgs kilo kilos lb lbs pound pounds cm mm m metre meter meters"
    " ft feet foot inch inches ml mls l liter liters litre litres cc mcg kcal cal"
    " calories bpm mmhg degrees degree ° celsius fahrenheit c f "
    "kid kids child children people person dollars dollar usd euro euros bags bag"
    " doses dose injections injection sessions session steps step anos meses dias"
    " semanas horas jahre jahr tage tag wochen woche monate monat ans mois jours"
    " semaines "
    "pack packs packets bottle bottles cup cups spoon spoons teaspoon tablespoon"
    " sachets sachet drops puffs sisters sister brothers brother sons son daughters"
    " daughter cells transplants transplant hospital hospitals doctors doctor nurses"
    " "
    "tests results labs values numbers questions question things thing other others"
    " more things visits visit attempts floors floor miles mile km percent% scans"
    " scan biopsies stents admissions admission stools bm bms stool bowel movements"
    " episodes episode "
    "points point pts st nd rd th x d w wks' year-old yearold yearsold yrsold yo."
    " grams ounces oz stone million billion % kilogram kilograms jahren anos-old"
    " vezes veces fois mal mol bar psi joules monaten semaine mes giorni giorno settimane settimana mesi mese"
    " anni anno"
)
# Words behind a value that look like plurals but count nothing.
NOT_COUNTED = _words(
    "this is was his hers its yes plus means has does labs says as us units secs"
    " seconds mmols mgs gms levels always vs versus cirrhosis sometimes perhaps thanks"
    " thus less unless ours yours theirs worries segs segundos doctors' needs looks"
    " seems dias lies as-is serious albumins platelets platelet's ess es increases"
    " decreases "
    "was ins mins sus las los das des les plaquettes grams results tests meds worse across besides towards regards"
)

HYPOTHETICAL = (
    r"\b(?:for|with) (?:each|every) (?:point|unit|step|mg|0)\b"
    r"|"
    r"^(?:(?:ok|so|and|now|just|or|well|,) )*(?:lets|let's|let us)? ?say,? (?!that (?:i|he|she)\b)(?=.*\d)"
    r"|\b(?:lets|let's|let us) (?:say|assume|pretend|imagine|take)\b|\bassum(?:e|ing)\b|\bpretend\b"
    r"|"
    r"\bwhat if\b|\bget from\b|\bsuppos\w*|\bimagin\w+|\bhypothetic\w*|\b(?:what )?would"
    r" (?:be|have|it(?! take)|(?:an?|my|the|his|her)(?! (?:meld|score|child|fib|albi|apri)))\b"
    r"|\b(?:can|could|will) (?:\S+ ){1,3}(?:reach|rise|drop|fall|hit|climb)\b"
    r"|\b(?:if|when|once|until|till|in case|unless)\b(?: \S+){0,6} (?:were|goes|went"
    r"|rises|rose|drops|dropped|falls|fell|reach\w*|gets|hits|exceeds|increases|climbs"
    r"|becomes|became|could|should|crosses|passes)\b"
    r"|\b(?:if|when|once|until|till|unless) (?:\S+ ){1,5}(?:above|over|below|under"
    r"|>|<|higher than|lower than|greater than|less than|more than)(?: |$)|^(?:does"
    r"|is|are|how) (?:\S+ ){1,5}(?:above|over|below|under|>|<|higher than|lower than"
    r"|greater than|less than|more than)(?: |$)"
)
# From here to the end of the clause numbers are limits or wishes.
LIMIT = (
    r"\b(?:they'd|they would|he'd|she'd|they'll|they will|they only) (?:only )?"
    r"(?:do|go|operate|start|stop|give|treat|take)"
    r" (?:\S+ ){0,4}(?:at|above|over|under|below|with)\b|"
    r"\b(?:which|what) (?:levels?|values?|numbers?) of (?!(?:my|his|her)\b)"
    r"|^(?:so |and |ok |but )*(?:at|from|above|over|below|under|until|up to|beyond) (?:what|which) (?!time|stage|point)"
    r"|\b(?:needs?|need|wants?|wanted|requires?|required|require|must have|has to|have to|had to|insists?)"
    r"(?: (?!(?:is|was|are)\b)\S+){0,4}"
    r" (?:below|under|over|above|less than|more than|at least|greater than|between|<|>)(?= )"
    r"|\b(?:divid\w+|multipl\w+) (?:\S+ )?by\b"
    r"|\bwants? (?:me|him|her|us|them|it) (?:at|to be|to get to|between|in|under|over|above|below|around|within)\b"
    r"|\b(?:caps?|capped|capping|cuts?|floors?|floored) (?:\S+ ){0,4}at\b"
    r"|\b(?:minimum|maximum|lower bound|upper bound|min|max) (?:value )?of\b|\brounded up\b"
    r"|\b(?:target|targets|goal|goals|cut ?-? ?off|cutoff|threshold|supposed to be|should"
    r" be|should it be|needs? to be|need it to be|has to be|have to be|must be|ideal"
    r"|ideally|aim|aiming|aims|hope|hoping"
    r"|want it|wants it|wants? (?:my|his|her|the) \S+ (?:at|to|under|below|around)"
    r"|want to get|get it (?:down |up )?to|bring it (?:down |up )?to|upper limit|lower"
    r" limit|limit|uln|lln|upper normal|reference|ref|refs|normal range|normal ranges"
    r"|normal values?|normal limits?|normal level|normal levels|range is|ranges are"
    r"|referenz\w*|normbereich|valores de referencia|valor de referencia|referencia"
    r"|rango normal|norm|n\.v\.|vr|rr|normal is|normals?:|normal :|normal =|normal"
    r" up to|expected)\b"
)
NORMAL_QUESTION = (
    r"\bnormal (?:\S+ ){1,3}(?:is|should|being|between|around|about|means)\b|\b(?:what"
    r"|what's|whats|which) (?:\S+ ){0,3}normal\b"
)

DOSE_WORDS = _words(
    "lactulose spironolactone aldactone furosemide lasix propranolol carvedilol nadolol"
    " rifaximin xifaxan ursodiol udca ursodeoxycholic warfarin coumadin tenofovir"
    " entecavir prednisone prednisolone paracetamol acetaminophen tylenol panadol"
    " ibuprofen "
    "aspirin omeprazole pantoprazole vitamin vit zinc metformin insulin tacrolimus"
    " mycophenolate midodrine terlipressin octreotide torsemide bumetanide amiloride"
    " daily bid tid qid od bd tds qds prn diet dose doses dosage tablet tablets pill"
    " pills injection infusion infused "
    "infusions transfusion transfused iv drip bottle bottles vial vials mg/day restriction"
    " salt weighs weigh weight weighed kg tall taking takes took take given"
)

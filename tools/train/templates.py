"""News shapes around sentences of open texts: who said what, in the ways newspapers write it.

Broad text (reviews, speeches, essays) rarely says `"…," said Ann Reed, a spokeswoman for the union`. These templates
do, with invented names and real sentences as what is said, so that the teacher labels and the student learns the
frames. Same seed, same articles.
"""
import random, re

FIRST = """Ann Maria Grace Lena Ruth Nora Dana Priya Mei Fatima Carmen Ingrid Olga Aisha Joan Beth Paula Helen Susan Karen Linda
John David Omar Paul Peter Luis Marco Ivan Kofi Ahmed Ravi Chen Erik Tom George Frank Samuel Daniel Victor Hugo Alan Mark
Steven Robert James Michael William Thomas Charles Joseph Edward Kevin Brian Donald Elizabeth Barbara Jennifer""".split()
LAST = """Reed Okafor Lindqvist Moreno Halloran Brandt Castillo Duarte Feld Greer Hobbs Ishikawa Jansen Keller Lowry Madsen
Novak Osei Pratt Quill Rahman Salas Thorne Ueda Varga Whitlow Young Zeller Abbott Barlow Crane Doyle Ellison Farrow
Gaines Hartley Irving Johnson Smith Williams Brown Miller Davis Wilson Taylor Moore White Harris Martin Thompson Clark""".split()
TITLE = """Mr. Ms. Mrs. Dr. Gov. Sen. Rep. Gen. President Senator Governor Judge Mayor Professor Secretary Chief Sgt. Justice
Prime-Minister Speaker Commissioner Councilman Councilwoman Minister Congressman Detective""".split()
ROLE = """spokesman spokeswoman professor lawyer analyst economist researcher director officer farmer teacher nurse
strategist consultant candidate pollster historian engineer critic activist organizer adviser scientist official
prosecutor resident voter shopkeeper minister chairman president chief-executive manager lawmaker witness""".split()
GROUP = """officials critics supporters prosecutors residents lawmakers researchers opponents police investigators economists
analysts Democrats Republicans advocates union-leaders voters regulators aides experts doctors teachers scientists authorities""".split()
ORG = """the union|the company|the White House|the Justice Department|the Pentagon|the city council|the court|Reuters|the bank|
the university|the State Department|the agency|the committee|the campaign|Harbor Health|Northgate Energy|Lindqvist & Sons|
the World Bank|the central bank|the board|the panel|the school district|the F.B.I.|the U.N.|Congress|the Senate|the E.P.A.|
the European Union|the ministry|the foundation|Dunmore University|the Institute for Fair Housing|the Supreme Court""".replace("\n", "").split("|")
DOCUMENT = """report study poll survey statement letter memo lawsuit indictment complaint filing survey audit document email article
book transcript analysis ruling newspaper""".split()
PLACE = """Texas Ohio Ashford Calder-Bay Geneva London Florida Iowa New-Hampshire Vermont Brussels Nairobi Lisbon Toronto
South-Carolina Wisconsin Nevada Denver Chicago Boston Washington Moscow Beijing Berlin Paris""".split()
DAY = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
SAID = """said said said said said said said says says says added told-reporters wrote argued noted explained insisted
acknowledged recalled warned suggested predicted claimed tweeted declared replied continued concluded""".split()
THAT = """said said said says argued announced insisted noted believes believed claimed suggested warned acknowledged thinks
reported predicted concluded hopes denied confirmed explained alleged contends contended feared knows maintained
complained admitted conceded indicated estimated showed found shows""".split()
TELL = "told tells reminded assured warned informed".split()
WANT = """wants plans hopes intends promised vowed declined refused pledged agreed threatened expects wanted sought
offered prefers decided seemed appeared is-expected has-agreed would-like""".split()
CALL = """called-for rejected praised criticized endorsed supports opposed denounced defended questioned dismissed condemned
described accused blamed cited discussed backed favors blasted mocked""".split()
NOUNCUE = """claim belief argument suggestion fear hope assertion view opinion warning allegation announcement promise complaint
accusation prediction statement idea argument concern report""".split()
WHEN = ["on {day}", "in an interview", "in a statement", "last week", "at a news conference", "on Twitter", "in an email",
        "during a rally in {place}", "late {day}", "in {place} on {day}", "at a hearing", "this week", "earlier this month",
        "in an interview with {org}", "in testimony before {org}", "in a speech", "recently"]
MARKS = [("“", "”", "’"), ('"', '"', "'"), ("''", "''", "'"), ("“", "”", "’")]


class Writer:
    def __init__(self, pool, seed):
        self.random = random.Random(seed)
        self.pool = pool

    def pick(self, words):
        return self.random.choice(words).replace("-", " ") if words is not ORG else self.random.choice(words).strip()

    def chance(self, p):
        return self.random.random() < p

    def name(self):
        middle = f" {self.random.choice('ABCDEFHJKLMPRSTW')}." if self.chance(.12) else ""
        full = f"{self.pick(FIRST)}{middle} {self.pick(LAST)}"
        r = self.random.random()
        if r < .45:
            return full
        title = self.pick(TITLE)
        if r < .75:
            return f"{title} {self.pick(LAST)}"
        return f"{title} {full}" + (f" of {self.pick(PLACE)}" if self.chance(.15) else "")

    def role(self):
        article = self.random.choice(["a", "a", "a", "the", "a former", "a longtime", "one"])
        role = self.pick(ROLE)
        if article == "a" and role[0] in "aeio":
            article = "an"
        tail = self.random.choice(["", f" for {self.pick(ORG)}", f" at {self.pick(ORG)}", f" with {self.pick(ORG)}",
                                   f" in {self.pick(PLACE)}", " who is writing a book", " who supported the measure",
                                   f" from {self.pick(PLACE)}", " of the group", f" who attended the rally on {self.pick(DAY)}"])
        return f"{article} {role}{tail}"

    def source(self, after=False):
        r = self.random.random()
        if r < .25:
            return self.random.choice(["he", "she", "she", "he", "they"])
        if r < .6:
            name = self.name()
            if self.chance(.45 if after else .3):
                name += f", {self.random.randint(19, 88)}, {self.role()}" if self.chance(.12) else f", {self.role()}"
                name += "" if after else ","
            return name
        if r < .72:
            return self.random.choice(["", "some ", "many ", "two ", "senior ", "several "]) + self.pick(GROUP)
        if r < .84:
            return self.pick(ORG)
        if r < .94:
            return self.role()
        return f"the {self.pick(DOCUMENT)}"

    def when(self):
        if not self.chance(.3):
            return ""
        return " " + self.random.choice(WHEN).format(day=self.pick(DAY), place=self.pick(PLACE), org=self.pick(ORG))

    def sentence(self):
        return self.random.choice(self.pool)

    def quoted(self, text, apostrophe):
        return text.replace("’", "'").replace("'", apostrophe)

    def clause(self):
        """A sentence as a clause: first letter small unless a name or I begins it, no stop."""
        text = self.sentence()[:-1]
        first = text.split(" ", 1)[0]
        keep = first == "I" or first.startswith("I'") or not first.isalpha() or first not in SMALL
        return text if keep else text[0].lower() + text[1:]

    def attribution(self):
        o, c, a = self.marks
        source, s, r = self.source, self.sentence, self.random.random()
        verb = self.pick(SAID)
        if r < .10:
            return f"{o}{self.quoted(s()[:-1], a)},{c} {self.end(verb)}{self.when()}."
        if r < .18:
            return f"{o}{self.quoted(s()[:-1], a)},{c} {self.end(verb)}{self.when()}. {o}{self.quoted(s(), a)}{c}"
        if r < .22:
            return f"{o}{self.quoted(s()[:-1], a)},{c} {self.end(verb)}, {self.random.choice(['adding', 'noting', 'insisting'])} that {self.clause()}."
        if r < .35:
            return up(f"{source()} {self.pick(THAT)}{self.when()} that {self.clause()}.")
        if r < .48:
            return up(f"{source()} {self.pick(THAT)}{self.when()} {self.clause()}.")
        if r < .53:
            return f"{self.sentence()[:-1]}, {self.end(verb)}{self.when()}."
        if r < .57:
            return f"{self.sentence()[:-1]}, according to {source(True)}."
        if r < .59:
            return f"According to {source()}, {self.clause()}."
        if r < .64:
            return up(f"{source()} {verb},{self.when()} {o}{self.quoted(s(), a)}{c}")
        if r < .67:
            return up(f"{source()} {self.pick(TELL)} {self.source()} that {self.clause()}.")
        if r < .74:
            return up(f"{source()} {self.pick(WANT)} to {self.predicate()}.")
        if r < .80:
            return up(f"{source()} {self.pick(CALL)} {self.thing()}{self.when()}.")
        if r < .83:
            return up(f"{self.possessor()} {self.pick(NOUNCUE)} that {self.clause()} {self.random.choice(['drew criticism', 'surprised many', 'is not new', 'was rejected by ' + self.pick(ORG)])}.")
        if r < .86:
            return up(f"{source()}, who {self.pick(THAT)} {self.clause()}, {self.pick(CALL)} {self.thing()}.")
        if r < .89:
            return up(f"{source()} {self.random.choice(['asked', 'wondered', 'asked ' + self.pick(ORG)])} {self.random.choice(['whether', 'why', 'if', 'how'])} {self.clause()}.")
        if r < .92:
            return up(f"{source()} {self.pick(CALL)} {self.thing()} as {o}{self.fragment()}{c} and {self.pick(THAT)} {self.clause()}.")
        if r < .95:
            return up(f"{source()} is {self.random.choice(['confident', 'sure', 'worried', 'certain', 'happy', 'convinced', 'aware', 'skeptical'])} that {self.clause()}.")
        if r < .97:
            return up(f"{self.pick(PLACE).upper()}, {self.random.choice(['Jan', 'Feb', 'Sept', 'Dec'])}. {self.random.randint(1, 28)} ({self.random.choice(['Reuters', 'AP'])}) — {self.source()} {self.pick(THAT)} {self.clause()}.")
        return up(f"it is {self.random.choice(['believed', 'said', 'thought', 'feared', 'understood', 'not known'])} that {self.clause()}.")

    def end(self, verb):
        """A tail after a quotation: `said X, a Y` or `X said`."""
        if self.chance(.4) and verb != "told reporters":
            source = self.source(True)
            if source not in ("he", "she", "they"):
                return f"{verb} {source}"
        return f"{self.source()} {verb}"

    def possessor(self):
        name = self.random.choice([self.name(), "his", "her", "their", self.pick(ORG)])
        return name if name in ("his", "her", "their") else name + self.marks[2] + "s"

    def thing(self):
        return self.random.choice([f"the {self.pick(DOCUMENT)}", f"{self.pick(ORG)}", f"a plan to {self.predicate()}",
                                   f"{self.possessor()} {self.random.choice(['plan', 'decision', 'record', 'comments', 'handling of the crisis', 'proposal'])}",
                                   self.name(), "the new rules", "the tax bill and the trade deal", "it"])

    def predicate(self):
        return self.random.choice(["close three libraries", f"meet {self.pick(ORG)} on {self.pick(DAY)}", "comment", "run again",
                                   "raise taxes on the rich", f"sue {self.pick(ORG)}", f"leave {self.pick(PLACE)}", "testify",
                                   "change the law", "rebuild the bridge before winter", "say whether the talks would resume",
                                   f"work with {self.name()}", "protect workers", f"win {self.pick(PLACE)}"])

    def fragment(self):
        words = self.sentence()[:-1].split()
        start = self.random.randrange(max(1, len(words) - 4))
        return " ".join(words[start:start + self.random.randint(1, 6)])

    def article(self):
        self.marks = self.random.choice(MARKS)
        paragraphs = []
        for _ in range(self.random.randint(4, 9)):
            paragraphs.append(" ".join(self.attribution() if self.chance(.75) else self.sentence() for _ in range(self.random.randint(1, 3))))
        return "\n\n".join(paragraphs)


class Reporter(Writer):
    """More of what news is made of: stacked titles, appositions, participles, parentheses, split quotations, headlines."""

    def name(self):
        r = self.random.random()
        if r < .45:
            return super().name()
        full = f"{self.pick(FIRST)} {self.pick(LAST)}"
        if r < .75:
            return f"{self.pick(STACK)} {full}"
        if r < .85:
            return f"{self.random.choice(['former ', 'then-', 'acting ', ''])}{self.pick(PLACE)} {self.pick(OFFICE)} {full}"
        if r < .93:
            return f"{full} ({self.random.choice('DR')}-{self.random.choice(['Texas', 'Ohio', 'Calif.', 'N.Y.', 'Vt.', 'Fla.'])})"
        return self.pick(LAST)

    def apposition(self):
        fact = self.random.choice([self.role(), f"the {self.pick(ROLE)} of {self.pick(ORG)}", str(self.random.randint(19, 88)),
                                   f"{self.random.choice(['a Republican', 'a Democrat', 'a native'])} from {self.pick(PLACE)}",
                                   f"{self.random.randint(19, 88)}, of {self.pick(PLACE)}", f"who {self.pick(CALL)} {self.thing()}",
                                   f"whose {self.random.choice(['husband', 'brother', 'company', 'campaign'])} {self.pick(CALL)} {self.thing()}"])
        return f"{self.name()}, {fact},"

    def halves(self):
        """A sentence cut at a comma, or after a third of its words."""
        text = self.sentence()[:-1]
        if ", " in text and self.chance(.7):
            return text.split(", ", 1)
        words = text.split()
        cut = max(2, len(words) // 3)
        return " ".join(words[:cut]), " ".join(words[cut:])

    def attribution(self):
        o, c, a = self.marks
        r, said, source = self.random.random(), self.pick(SAID), self.source
        if r < .10:
            return super().attribution()
        if r < .18:
            return up(f"{self.apposition()} {self.pick(THAT)}{self.when()} {self.random.choice(['that ', ''])}{self.clause()}.")
        if r < .24:
            return up(f"{self.apposition()} {self.pick(WANT)} to {self.predicate()}{self.when()}.")
        if r < .32:
            first, second = self.halves()
            return f"{o}{self.quoted(first, a)},{c} {self.end(said)}{self.when()}, {o}{self.quoted(second, a)}.{c}"
        if r < .38:
            first, second = self.halves()
            return f"{first}, {self.source()} {said}, {second}."
        if r < .45:
            return up(f"{source()} {self.pick(CALL)} {self.thing()}{self.when()}, {self.pick(SAYING)} {self.random.choice(['that ', ''])}{self.clause()}.")
        if r < .50:
            return f"{self.pick(OPENING).format(thing=self.thing(), place=self.pick(PLACE), day=self.pick(DAY), org=self.pick(ORG))}, {source()} {said} {self.clause()}."
        if r < .56:
            first, second = self.halves()
            return up(f"{source()} {self.pick(THAT)} {lower(first)} {o}{self.quoted(second, a)}{c}{self.when()}.")
        if r < .62:
            return up(f"{source()}, in a {self.pick(DOCUMENT)} {self.random.choice(['to', 'for', 'released by'])} {self.pick(ORG)}, {self.pick(THAT)} {self.clause()}.")
        if r < .68:
            return up(f"{source()} {self.pick(CALL)} {self.thing()} and {self.pick(CALL)} {self.thing()}{self.when()}.")
        if r < .74:
            return up(f"{source()} {self.pick(THAT)} {self.clause()} and that {self.clause()}.")
        if r < .79:
            return up(f"{self.thing()}, which {source()} {self.pick(CALL)}{self.when()}, {self.random.choice(['would', 'will', 'could'])} {self.predicate()}.")
        if r < .84:
            return f"{o}{self.quoted(self.sentence(), a)} {self.quoted(self.sentence()[:-1], a)},{c} {self.end(said)}. {o}{self.quoted(self.sentence(), a)} {self.quoted(self.sentence(), a)}{c}"
        if r < .88:
            return f"{o}{self.quoted(self.sentence()[:-1], a)}?{c} {self.end(self.random.choice(['asked', 'said', 'wondered']))}{self.when()}."
        if r < .92:
            return f"{self.name()}: {self.random.choice([o, ''])}{self.sentence()}"
        if r < .96:
            return up(f"{self.pick(GROUP)} and {self.pick(GROUP)} {self.pick(THAT)} {self.clause()}, {self.random.choice(['while', 'but', 'as'])} {source()} {self.pick(THAT)} {self.clause()}.")
        return up(f"{source()} {self.random.choice(['has', 'had', 'have'])} {self.random.choice(['long', 'repeatedly', 'not', 'already', 'never'])} {self.random.choice(['said', 'argued', 'denied', 'suggested', 'called for', 'supported'])} {self.thing()}.")

    def headline(self):
        verb = self.pick("backs slams says vows urges rejects accuses wins faces defends calls warns blasts seeks eyes".split())
        text = f"{self.pick(LAST)} {verb} {self.random.choice([self.thing(), self.pick(PLACE) + ' vote', 'new rules', 'rivals over taxes'])}"
        if self.chance(.3):
            text += f", {self.random.choice(['aides', 'sources', 'officials'])} say"
        return " ".join(word[0].upper() + word[1:] for word in text.split()) if self.chance(.6) else text

    def article(self):
        return self.headline() + self.random.choice(["", "."]) + "\n\n" + super().article()


STACK = """Republican-presidential-candidate Democratic-front-runner campaign-manager House-Speaker press-secretary White-House-chief-of-staff
Senate-Majority-Leader police-chief chief-executive Harbor-Health-spokeswoman campaign-spokesman state-senator party-chairman
Trump-adviser Fox-News-host billionaire-investor Republican-strategist defense-lawyer union-leader Supreme-Court-Justice
Attorney-General deputy-director finance-minister team-captain shop-owner""".split()
OFFICE = "governor senator congressman mayor delegate lawmaker businessman attorney-general resident".split()
SAYING = "saying arguing adding noting insisting suggesting warning claiming telling-reporters explaining acknowledging".split()
OPENING = ["Speaking in {place} on {day}", "Asked about {thing}", "In an interview with {org}", "At a rally in {place}", "After the vote",
           "As for {thing}", "Before leaving {place}", "On {day}", "Earlier this week", "Despite {thing}", "When asked about {thing}",
           "In a {day} interview", "Responding to {thing}"]


def lower(text):
    return text[0].lower() + text[1:] if text.split(" ", 1)[0] in SMALL else text


SMALL = set("""The A An This That These Those He She It They We You There In On At For But And If When While As After Before
Some Many Most All His Her Their Our My Its No Not One Two What Why How Who By With From To So Then Now Here Since
Although Because Even Every Each Both Such Only Still People Another""".split())


def up(text):
    return text[0].upper() + text[1:]


def usable(sentence):
    return (30 <= len(sentence) <= 190 and re.fullmatch(r"[A-Z][A-Za-z0-9 ,;'’.$%-]+\.", sentence)
            and sentence.count(".") == 1)


def articles(texts, articles, seed=20161108):
    """`articles` pairs (id, text) of bare frames, and two thirds as many of reports."""
    chooser, pool = random.Random(seed), []
    for text in texts:
        sentences = [s for s in re.split(r"(?<=[.?!])\s+", text) if usable(s)]
        # So that a few long texts do not speak for all.
        pool += chooser.sample(sentences, min(50, len(sentences)))
    writer, reporter = Writer(pool, seed), Reporter(pool, seed + 1)
    return ([(f"news-shape-{k}", writer.article()) for k in range(articles)]
            + [(f"news-report-{k}", reporter.article()) for k in range(articles * 2 // 3)])

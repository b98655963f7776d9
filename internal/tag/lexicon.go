package tag

import (
	"strings"
	"sync"
)

// frame says what a cue verb takes.
type frame uint8

const (
	quotes    frame = 1 << iota // words in quotation marks, and the source may stand behind it: “…,” said Ortiz
	clause                      // a clause, with or without "that"
	infinite                    // "to" with a verb: promised to …
	object                      // a noun phrase: denied the report
	addressed                   // first whom it was said to: told reporters …
	evidence                    // also in the passive, without a source: is expected to …
	bare                        // a clause without "that": said he …
)

// lexicon holds the words that the rules know, by their forms.
type lexicon struct {
	verbs  map[string]verb
	nouns  map[string]bool // "her claim that …"
	groups map[wordClass]map[string]bool
}

// verb is one form of a cue verb.
type verb struct {
	frame
	form
	particle string // word that must follow: "for" in "called for"
}

// form is the form of a verb. One spelling may be both the past tense and the
// participle.
type form uint8

const (
	base form = iota
	third
	past
	participle // past participle that is not the past tense: "known"
	gerund
)

// cueVerbs lists verbs by what they take, in the base form. "point+out" needs
// its particle.
var cueVerbs = map[frame]string{
	quotes | clause | bare: `say note argue claim explain insist state suggest admit acknowledge conclude stress declare tweet
		warn report contend assert confirm predict reveal testify allege estimate announce clarify speculate concede
		recall recount emphasize emphasise lament point+out reiterate`,
	quotes | clause: `add write continue reply respond answer post observe remark comment maintain joke quip caution counter
		muse quote proclaim retort complain boast reflect opine wonder elaborate exclaim murmur shout yell whisper scream
		interject repeat vow pledge promise urge ask ponder marvel chime+in chant brag remind advise read go+on chorus rule`,
	quotes | clause | bare | addressed: `tell assure inform`,
	quotes | object:                    `call describe dub brand label deem slam blast`,
	quotes | clause | object:           `deny propose demand recommend cite mention discuss address question praise criticize criticise`,
	clause: `believe think know feel suspect fear hope doubt expect worry realize realise understand guess assume agree
		find show indicate imply signal learn discover hear mean see`,
	clause | evidence: `expect believe think consider report allege say understand know rumor rumour estimate project fear suspect tell`,
	infinite: `want hope plan intend aim promise vow pledge threaten refuse decline agree decide seek expect offer wish
		opt prefer consider choose`,
	object: `criticize criticise praise oppose condemn reject dismiss denounce deny accuse blame welcome support endorse
		defend demand propose favor favour back advocate champion ridicule mock rebuke lambast hail laud applaud
		acknowledge announce promise want call+for call+on push+for press+for object+to ask+for apologize+for apologise+for
		refer+to allude+to approve+of disapprove+of fear regret urge warn+of warn+against warn+about complain+about
		talk+about speak+of consider dispute refute decry congratulate thank commend admire
		castigate chide attack question order request recommend encourage suspect predict seek believe+in insist+on agree+with
		disagree+with respond+to cite`,
}

// irregular gives past tense and past participle where they are not regular.
var irregular = map[string][2]string{
	"say": {"said", "said"}, "tell": {"told", "told"}, "write": {"wrote", "written"}, "think": {"thought", "thought"},
	"know": {"knew", "known"}, "feel": {"felt", "felt"}, "understand": {"understood", "understood"},
	"find": {"found", "found"}, "show": {"showed", "shown"}, "mean": {"meant", "meant"}, "hear": {"heard", "heard"},
	"see": {"saw", "seen"}, "seek": {"sought", "sought"}, "speak": {"spoke", "spoken"}, "choose": {"chose", "chosen"},
	"admit": {"admitted", "admitted"}, "refer": {"referred", "referred"}, "prefer": {"preferred", "preferred"},
	"quip": {"quipped", "quipped"}, "slam": {"slammed", "slammed"}, "dub": {"dubbed", "dubbed"}, "plan": {"planned", "planned"},
	"opt": {"opted", "opted"}, "label": {"labelled", "labelled"}, "signal": {"signaled", "signalled"}, "brag": {"bragged", "bragged"},
	"rebut": {"rebutted", "rebutted"}, "read": {"read", "read"}, "hold": {"held", "held"}, "go": {"went", "gone"}, "learn": {"learned", "learnt"},
}

// cueNouns are nouns whose content follows with "that" or "to".
const cueNouns = `claim claims belief view allegation allegations suggestion suggestions argument assertion assertions
	statement announcement warning warnings prediction predictions fear fears concern concerns hope hopes speculation promise
	pledge vow threat decision plan plans desire demand demands request call calls accusation accusations insistence
	conviction contention opinion assumption complaint complaints doubts admission acknowledgment conclusion intention
	willingness refusal recommendation proposal rumors rumours reports position determination`

// wordClass names a closed class of words.
type wordClass uint8

const (
	auxiliary wordClass = iota
	adverb
	determiner
	preposition
	pronoun
	subordinator
	weekday
	month
	hedge
	timeWord
	roleNoun
	roleStart
)

var wordClasses = map[wordClass]string{
	auxiliary: `has have had is was were are be been being am will would could should may might must can cannot did does do
		not 'd ’d 've ’ve 'll ’ll 're ’re 'm ’m don't don’t doesn't doesn’t didn't didn’t hasn't hasn’t haven't haven’t hadn't
		hadn’t won't won’t wouldn't wouldn’t can't can’t couldn't couldn’t isn't isn’t wasn't wasn’t weren't weren’t aren't aren’t`,
	adverb: `also then later never now still just again often further once always first already only even ever too
		instead long since soon so both all simply not subsequently`,
	determiner: `the a an this that these those his her their its our my your some many several most all both each every
		another any no other one two three four five six seven eight nine ten dozens hundreds thousands more few`,
	preposition: `of in on at for from with by to about against among between under over after before during since through
		within without into near behind around like unlike despite across per via throughout toward towards amid inside
		outside upon following including`,
	pronoun: `i he she they we you it who`,
	subordinator: `that because while when if as although though whether what how why where which whereas until unless whose
		so than but or and yet whom nor plus`,
	weekday: `monday tuesday wednesday thursday friday saturday sunday`,
	month: `january february march april may june july august september october november december jan. feb. mar. apr.
		aug. sept. oct. nov. dec.`,
	hedge: `reportedly allegedly apparently supposedly purportedly seemingly`,
	timeWord: `today yesterday tonight earlier afterwards afterward tomorrow recently later previously last this next early late
		week month year morning afternoon evening night weekend ago summer spring autumn fall winter`,
	roleStart: `director chief head founder co-founder president chairman chairwoman chair chairperson vice executive
		chief manager senior professor author spokesman spokeswoman spokesperson leader member editor owner partner
		deputy assistant associate minister mayor governor ceo secretary lawyer attorney analyst economist formerly
		himself herself himself host captain coach managing general national policy`,
	roleNoun: `officials official officers authorities police residents experts analysts lawyers prosecutors critics
		supporters researchers scientists economists people sources witnesses activists doctors lawmakers republicans
		democrats investigators organizers organisers neighbours neighbors engineers auditors investors traders voters
		parents teachers students workers farmers campaigners observers historians aides advisers advisors opponents`,
}

// words gives the lexicon, which is built once and never changes.
var words = sync.OnceValue(newLexicon)

func newLexicon() *lexicon {
	l := &lexicon{verbs: map[string]verb{}, nouns: set(cueNouns), groups: map[wordClass]map[string]bool{}}
	for class, words := range wordClasses {
		l.groups[class] = set(words)
	}
	for f, words := range cueVerbs {
		for _, w := range strings.Fields(words) {
			lemma, particle, _ := strings.Cut(w, "+")
			l.addVerb(lemma, particle, f)
		}
	}
	return l
}

func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

// addVerb adds the forms of lemma. A verb with a particle has its own entry,
// under "call for", beside the plain one.
func (l *lexicon) addVerb(lemma, particle string, f frame) {
	pastForm, part := regularPast(lemma), ""
	if irr, ok := irregular[lemma]; ok {
		pastForm, part = irr[0], irr[1]
	}
	add := func(word string, form form) {
		key := word
		if particle != "" {
			key += " " + particle
		}
		v := l.verbs[key]
		if v.frame == 0 || form < v.form {
			v.form = form
		}
		v.frame |= f
		v.particle = particle
		l.verbs[key] = v
	}
	add(lemma, base)
	add(thirdForm(lemma), third)
	add(pastForm, past)
	if part != "" && part != pastForm {
		add(part, participle)
	}
	add(gerundForm(lemma, pastForm), gerund)
}

func thirdForm(lemma string) string {
	switch {
	case strings.HasSuffix(lemma, "y") && !strings.ContainsAny(lemma[len(lemma)-2:len(lemma)-1], "aeiou"):
		return lemma[:len(lemma)-1] + "ies"
	case strings.HasSuffix(lemma, "sh"), strings.HasSuffix(lemma, "ch"), strings.HasSuffix(lemma, "s"):
		return lemma + "es"
	}
	return lemma + "s"
}

func regularPast(lemma string) string {
	switch {
	case strings.HasSuffix(lemma, "e"):
		return lemma + "d"
	case strings.HasSuffix(lemma, "y") && !strings.ContainsAny(lemma[len(lemma)-2:len(lemma)-1], "aeiou"):
		return lemma[:len(lemma)-1] + "ied"
	}
	return lemma + "ed"
}

func gerundForm(lemma, past string) string {
	switch {
	case past == lemma+lemma[len(lemma)-1:]+"ed":
		return lemma + string(lemma[len(lemma)-1]) + "ing" // admitting
	case strings.HasSuffix(lemma, "e") && !strings.HasSuffix(lemma, "ee"):
		return lemma[:len(lemma)-1] + "ing"
	}
	return lemma + "ing"
}

// is reports whether the lower-case word belongs to the class.
func (l *lexicon) is(word string, class wordClass) bool { return l.groups[class][word] }

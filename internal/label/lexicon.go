package label

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// lexicon holds the words that judge or place somebody. Neutral roles and plain
// descriptions (age, trade, country) are none.
type lexicon struct {
	words   map[string]bool // one word, in lower case
	pairs   map[string]bool // two words
	heads   map[string]bool // nouns that are labels themselves: "strongman"
	degrees map[string]bool // words of degree that belong to the label behind them
	stops   map[string]bool // words that never stand between a label and its noun
}

const (
	adjectives = `far-left far-right left-wing right-wing leftist rightist hard-left hard-right hard-line hardline alt-right alt-left
		left-leaning right-leaning left-of-center right-of-center center-left center-right centre-left centre-right centrist
		conservative liberal progressive moderate libertarian socialist communist marxist maoist neoliberal neoconservative nationalist
		nationalistic populist globalist islamist jihadist secular zionist supremacist segregationist separatist anarchist fascist
		neo-nazi nazi ultra-conservative ultraconservative ultra-orthodox ultranationalist ultra-nationalist arch-conservative
		authoritarian autocratic dictatorial despotic repressive totalitarian theocratic democratic-socialist radical extremist extreme
		militant fundamentalist fanatical reactionary revolutionary bigoted racist sexist homophobic transphobic xenophobic antisemitic
		anti-semitic misogynistic misogynist woke partisan nonpartisan non-partisan bipartisan hyperpartisan establishment mainstream
		fringe maverick firebrand fiery outspoken blunt brash bombastic combative pugnacious feisty polarizing polarising divisive
		controversial contentious embattled beleaguered troubled disgraced scandal-plagued scandal-ridden scandal-hit scandal-tarred
		discredited infamous notorious shadowy secretive corrupt crooked dishonest lying fake fraudulent rogue renegade reclusive
		so-called self-styled self-described self-proclaimed self-declared self-professed self-appointed self-confessed would-be
		prominent renowned celebrated respected well-respected highly-respected distinguished esteemed influential powerful legendary
		iconic beloved charismatic brilliant gifted talented visionary heroic courageous brave devout pious staunch
		ardent fervent die-hard diehard hard-core hardcore loyal seasoned top-tier elite
		cash-strapped crisis-hit struggling failing ailing aging ageing out-of-touch incompetent inept feckless
		irresponsible reckless ruthless brutal bloodthirsty tyrannical evil vile crazy deranged unhinged erratic mercurial hapless naive
		disgruntled incensed vociferous vocal strident relentless tough-talking tough-on-crime no-nonsense hard-nosed hawkish
		dovish hawk deep-pocketed billionaire-backed dark-money anti-american un-american unelected illegitimate occupying puppet
		pot-smoking slave-owning fugitive ultra-rich greedy arrogant smug elitist privileged thuggish violent
		menacing sinister dubious disputed flamboyant eccentric quirky mild-mannered soft-spoken low-key high-profile
		wonderful fantastic terrific amazing thin-skinned hypocritical two-faced cowardly clownish pathetic sleepy`
	twoWords = `far left|far right|hard left|hard right|left wing|right wing|most controversial|highly respected|widely respected|much maligned|
		widely criticized|widely criticised|hindu nationalist|white nationalist|white supremacist|christian nationalist|conspiracy
		theorist|democratic socialist|rubber stamp|deep state|world renowned|under fire`
	nouns = `strongman dictator despot tyrant autocrat demagogue firebrand hardliner hard-liner extremist radical leftist rightist populist
		nationalist separatist supremacist fascist racist bigot zealot fanatic ideologue warmonger globalist thug crony stooge puppet
		henchman mouthpiece apologist cheerleader maverick provocateur conspiracist theorist denier agitator troublemaker liar crook
		fraudster charlatan grifter clown buffoon coward traitor hawk dove pariah outcast kingpin mastermind prodigy genius hero icon
		legend trailblazer crusader regime cabal junta clique elite separatists extremists radicals leftists thugs hardliners`
	degreeWords = `most very increasingly fiercely staunchly deeply highly widely avowedly openly notoriously hugely fervently ardently
		proudly once-powerful extremely wildly increasingly ultra arch`
	stopWords = `of in on at to for with by from as and or but that who which is are was were be been has have had said says called
		not than then when while after before over under about against into`
)

func newLexicon() *lexicon {
	l := &lexicon{words: set(adjectives), heads: set(nouns), degrees: set(degreeWords), stops: set(stopWords), pairs: map[string]bool{}}
	for _, p := range strings.Split(twoWords, "|") {
		l.pairs[strings.Join(strings.Fields(p), " ")] = true
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

// Parts of compounds that make a label of any word.
var (
	prefixes = []string{"pro-", "anti-", "ultra-", "neo-", "far-", "hard-"}
	suffixes = []string{"-leaning", "-backed", "-aligned", "-bashing", "-hating", "-loving", "-denying", "-plagued", "-ridden", "-mongering", "-wing", "-supporting"}
)

// is reports whether a word is a label. opening says that it stands where every
// word has a capital; elsewhere a capital makes a name of it ("the Conservative
// Party").
func (l *lexicon) is(w string, opening bool) bool {
	if upper(w) && !opening {
		low := strings.ToLower(w)
		return strings.Contains(w, "-") && l.words[low] || l.compound(low) && !l.words[low]
	}
	low := strings.ToLower(w)
	if upper(w) && parties[low] {
		return false
	}
	return l.words[low] || l.heads[low] || l.compound(low)
}

// parties are labels that, with a capital, are the name of a party.
var parties = set("conservative liberal progressive socialist communist nationalist libertarian")

// purposes are compounds that say what somebody works at.
var purposes = set("anti-corruption anti-fraud anti-doping anti-terror anti-terrorism anti-poverty anti-trust anti-tobacco anti-virus anti-aging pro-am pro-bono")

func (l *lexicon) compound(low string) bool {
	if purposes[low] {
		return false
	}
	for _, p := range prefixes {
		if len(low) > len(p)+2 && strings.HasPrefix(low, p) {
			return true
		}
	}
	for _, s := range suffixes {
		if len(low) > len(s)+1 && strings.HasSuffix(low, s) {
			return true
		}
	}
	return false
}

func upper(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r)
}

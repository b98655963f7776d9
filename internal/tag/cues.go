package tag

import (
	"strings"

	"quoth/internal/segment"
)

// rule names what found an attribution; confidence says how far to trust it.
type rule string

const (
	directRule      rule = "direct"      // words in quotation marks with cue and source
	speechRule      rule = "speech"      // a clause behind or before a verb of speech
	opinionRule     rule = "opinion"     // believe, want, criticise
	accordingRule   rule = "according"   // according to
	evidentialRule  rule = "evidential"  // reportedly, is expected to: no source
	nounRule        rule = "noun"        // her claim that
	turnRule        rule = "turn"        // BRIGGS: …
	standaloneRule  rule = "standalone"  // a quotation without cue
	participleRule  rule = "participle"  // …, adding that
	coordinatedRule rule = "coordinated" // … and said
)

// cue is a cue in a unit, with the source that goes with it.
type cue struct {
	phrase          // the words of the cue
	source   phrase // empty for none
	verb     verb
	rule     rule
	inverted bool // source behind the cue
	passive  bool // "is expected to": what stands before the cue is content
	shared   bool // the source is the one of an earlier cue, or of the sentence
	content  int  // first element of what follows, behind addressee and time
}

// cues finds the cues of the unit outside quotation marks, in text order.
func (p *parser) cues() []cue {
	var out []cue
	done := 0 // elements before this belong to cues already found
	for i := range p.u.elements {
		if i < done || p.u.elements[i].quote >= 0 {
			continue
		}
		c, ok := p.cueAt(i, out)
		if !ok || c.first < done {
			continue
		}
		if !c.shared && !c.source.empty() && c.source.last <= done {
			continue
		}
		out = append(out, c)
		done = c.last
	}
	return out
}

// cueAt reads the cue that element i is part of; before are the cues to its left.
func (p *parser) cueAt(i int, before []cue) (cue, bool) {
	w := p.word(i)
	switch {
	case w == "according" && p.word(i+1) == "to":
		return p.according(i, i+2)
	case w == "per" && (p.word(i-1) == "," || p.word(i-1) == "as" || i == 0) && p.is(p.word(i+1), determiner):
		return p.according(i, i+1)
	case w == "in" && (p.word(i+2) == "view" || p.word(i+2) == "opinion" || p.word(i+2) == "words") && p.word(i+3) == "of":
		return p.according(i, i+4)
	case p.is(w, hedge):
		return cue{phrase: phrase{i, i + 1}, rule: evidentialRule, passive: true, content: i + 1}, true
	case w == "seems" || w == "seem" || w == "seemed" || w == "appears" || w == "appear" || w == "appeared":
		return p.seems(i)
	}
	if v, last, ok := p.verbAt(i); ok {
		if c, ok := p.verbCue(i, last, v, before); ok {
			return c, true
		}
	}
	if p.nouns[w] {
		return p.nounCue(i)
	}
	return cue{}, false
}

// verbAt gives the verb whose form stands at i, and the element behind it and
// its particle.
func (p *parser) verbAt(i int) (verb, int, bool) {
	w := p.word(i)
	if i+1 < len(p.u.elements) {
		if v, ok := p.verbs[w+" "+p.word(i+1)]; ok {
			return v, i + 2, true
		}
	}
	v, ok := p.verbs[w]
	return v, i + 1, ok
}

func (p *parser) according(first, last int) (cue, bool) {
	if p.word(first-1) == "as" {
		first--
	}
	source := p.longRight(last, first == p.clauseStart(first))
	if source.empty() {
		return cue{}, false
	}
	return cue{phrase: phrase{first, last}, source: source, rule: accordingRule, inverted: true, content: source.last}, true
}

// longRight is subjectRight for sources behind "according to", which run up to
// the comma or the end of the sentence. In front of its clause the comma closes
// the source ("According to Lee, the …"), unless a clear apposition follows.
func (p *parser) longRight(i int, inFront bool) phrase {
	last := i
	for last < len(p.u.elements) && last < i+maxPhrase && !p.isSentenceEnd(last) && !p.u.isQuote(last) {
		if w := p.word(last); w == "," && !p.isApposition(last+1, len(p.u.elements)) || w == ";" || w == "—" || w == "–" || w == ")" {
			break
		}
		if w := p.word(last); w == "and" && !p.coordinates(last) || p.is(w, subordinator) && w != "and" && w != "that" && w != "which" {
			break
		}
		if next := p.word(last + 1); inFront && p.word(last) == "," && next != "a" && next != "an" && next != "who" && next != "whose" {
			break
		}
		last++
	}
	return p.acceptedAny(phrase{i, last})
}

func (p *parser) seems(i int) (cue, bool) {
	next := p.word(i + 1)
	if next != "to" && next != "that" && next != "as" {
		return cue{}, false
	}
	return cue{phrase: phrase{p.groupStart(i), i + 1}, rule: evidentialRule, passive: true, content: i + 1}, true
}

// groupStart gives the first element of the verb group that ends with i:
// auxiliaries, negation and adverbs before it belong to it.
func (p *parser) groupStart(i int) int {
	for i > 0 {
		w := p.word(i - 1)
		isAdverb := p.is(w, adverb) || strings.HasSuffix(w, "ly") && len(w) > 4 && !p.upper(i-1) && w != "family"
		isClitic := (w == "'s" || w == "’s") && i > 1 && p.is(p.word(i-2), pronoun)
		if !p.is(w, auxiliary) && !isAdverb && !isClitic || p.u.elements[i-1].quote >= 0 {
			break
		}
		i--
	}
	for p.is(p.word(i), adverb) && p.word(i) != "not" && p.word(i+1) == "," {
		i++
	}
	return i
}

var beForms = set("is was were are be been being am ’s 's ’re 're ’m 'm isn't wasn't weren't aren't isn’t wasn’t weren’t aren’t")

// duties are auxiliaries of what is not yet so: that a party should support
// somebody is the opinion of whoever says it, not the party's.
var duties = set("should must ought shall shouldn't shouldn’t mustn't mustn’t")

// verbCue reads the verb at element i, with its particle ending before last.
func (p *parser) verbCue(i, last int, v verb, before []cue) (cue, bool) {
	if p.upper(i) && i > 0 || p.is(p.word(i-1), determiner) || p.word(i-1) == "to" && v.form == base {
		return p.infinitive(i, last, v, before)
	}
	c := cue{phrase: phrase{p.groupStart(i), last}, verb: v, rule: speechRule}
	if v.frame&quotes == 0 {
		c.rule = opinionRule
	}
	hasBe, hasAux := false, false
	for j := c.first; j < i; j++ {
		if c.rule == opinionRule && duties[p.word(j)] {
			return c, false
		}
		hasBe = hasBe || beForms[p.word(j)]
		hasAux = hasAux || p.is(p.word(j), auxiliary)
	}
	if hasBe && v.form != gerund {
		return p.passiveCue(c)
	}
	if v.form == participle && !hasAux || v.form == base && i == 0 {
		return c, false
	}
	if v.form == gerund && !hasBe {
		return p.participle(c, before)
	}
	c.last = p.carrier(c.last)
	c.content = p.behindCue(c.last, v)
	return p.withSource(c, before)
}

// withSource finds the source of an active verb: before it, or behind it where
// a quotation or clause comes first, or that of a verb it is coordinated with.
func (p *parser) withSource(c cue, before []cue) (cue, bool) {
	prev := c.first - 1
	opened := prev < 0 || p.u.isQuote(prev) || p.word(prev) == "," || p.isSentenceEnd(prev) || p.word(prev) == ":" ||
		p.word(prev) == "—" || p.word(prev) == "–"
	if opened && c.verb.frame&quotes != 0 && c.verb.frame&addressed == 0 && (c.verb.form != base || p.u.isQuote(prev) || p.u.isQuote(prev-1)) {
		right := c.last
		if w := p.word(right); w == "yesterday" || w == "today" || p.is(w, weekday) && p.upper(right+1) {
			right++
		}
		if s := p.subjectRight(right); !s.empty() && p.mayInvert(c, s) && !p.closesApposition(c) {
			c.source, c.inverted = s, true
			c.last = c.phrase.last
			c.content = p.behindCue(s.last, verb{frame: c.verb.frame &^ addressed})
			return c, true
		}
	}
	if s := p.subjectLeft(c.first); !s.empty() && p.agrees(s, c) {
		c.source = s
		return c, p.takes(c)
	}
	if w := p.word(prev); w == "and" || w == "but" || w == "," && (p.word(prev-1) != ",") && len(before) > 0 && !p.u.isQuote(prev-1) {
		return p.shared(c, before, coordinatedRule)
	}
	return c, false
}

// closesApposition reports whether the comma before the cue closes an apposition
// of the source, as in "Ellen Moss, the farm’s owner, said …".
func (p *parser) closesApposition(c cue) bool {
	if p.word(c.first-1) != "," || p.u.isQuote(c.first-2) {
		return false
	}
	s := p.subjectLeft(c.first)
	return !s.empty() && (s.first == 0 || p.isSentenceEnd(s.first-1) || p.u.isQuote(s.first-1))
}

// mayInvert reports whether source and verb may stand in this order: behind a
// quotation always, at the start of a unit only before a quotation, behind a
// comma only as ", said Ann Lee" at the end of a clause.
func (p *parser) mayInvert(c cue, s phrase) bool {
	prev := c.first - 1
	if p.is(p.word(s.first), pronoun) && p.word(s.first) != "he" && p.word(s.first) != "she" && p.word(s.first) != "i" {
		return false
	}
	switch {
	case p.u.isQuote(prev), p.word(prev) == "," && p.u.isQuote(prev-1):
		return true
	case prev < 0 || p.isSentenceEnd(prev):
		return p.u.isQuote(s.last) || p.u.isQuote(s.last+1)
	}
	end := s.last
	return end >= len(p.u.elements) || p.isSentenceEnd(end) || p.word(end) == "," || p.word(end) == "in" || p.word(end) == "at" ||
		p.word(end) == "on" || p.word(end) == "during" || p.is(p.word(end), weekday) || p.word(end-1) == ","
}

// agrees refuses a source that does not fit the form of the verb: "report" needs
// a plural, "reports" a singular.
func (p *parser) agrees(s phrase, c cue) bool {
	last := s.last - 1
	if p.word(last) == "," {
		last--
	}
	w := p.word(last)
	if c.verb.form == base && p.word(c.first) == p.word(c.phrase.last-1) {
		plural := strings.HasSuffix(w, "s") || w == "they" || w == "we" || w == "i" || w == "you" || w == "people" || w == "who" ||
			w == "some" || w == "many" || w == "most" || w == "others" || w == "police" || p.hasAnd(s)
		return plural && p.u.elements[last].kind != segment.Clitic
	}
	if c.verb.form == third && c.last-c.first == 1 {
		return w != "they" && w != "we" && w != "i" && w != "you"
	}
	return true
}

func (p *parser) hasAnd(s phrase) bool {
	for i := s.first; i < s.last; i++ {
		if p.word(i) == "and" {
			return true
		}
	}
	return false
}

// shared gives c the source of the cue before it, or of the sentence.
func (p *parser) shared(c cue, before []cue, r rule) (cue, bool) {
	c.shared = true
	for i := len(before) - 1; i >= 0; i-- {
		if !before[i].source.empty() && before[i].rule != accordingRule && before[i].rule != nounRule {
			c.source = before[i].source
			c.rule = r
			return c, p.takes(c)
		}
	}
	if s := p.leadingSubject(c.first); !s.empty() {
		c.source, c.rule = s, r
		return c, p.takes(c)
	}
	return c, false
}

// leadingSubject gives the subject of a sentence whose verb is not a cue: a
// pronoun or a name at its start.
func (p *parser) leadingSubject(before int) phrase {
	first := 0
	for i := before - 1; i >= 0; i-- {
		if p.isSentenceEnd(i) {
			first = i + 1
			break
		}
	}
	first = p.behindFrame(first, before)
	if w := p.word(first); p.is(w, pronoun) {
		if w == "it" || w == "you" || w == "who" {
			return phrase{}
		}
		return phrase{first, first + 1}
	}
	last := first
	for last < before && last < first+maxLeading && !p.verbLike(last) {
		if p.word(last) == "," && last > first {
			return p.withApposition(phrase{first, last}, before)
		}
		if p.u.isQuote(last) || p.u.isPunct(last) || p.is(p.word(last), subordinator) {
			return phrase{}
		}
		last++
	}
	if last >= before || last >= first+maxLeading {
		return phrase{}
	}
	for last > first+1 && (p.is(p.word(last-1), adverb) || strings.HasSuffix(p.word(last-1), "ly") && !p.upper(last-1)) {
		last--
	}
	return p.trimLeft(phrase{first, last})
}

// maxFrame is the most elements of a time or place in front of a sentence.
const maxFrame = 8

// behindFrame skips a time or place with its comma at the start of a sentence:
// "Earlier this year, …", "In Leeds on Friday, …".
func (p *parser) behindFrame(first, before int) int {
	w := p.word(first)
	if !p.is(w, preposition) && !p.is(w, timeWord) && !openers[w] {
		return first
	}
	for i := first + 1; i < before && i < first+maxFrame; i++ {
		if p.word(i) == "," {
			return i + 1
		}
	}
	return first
}

// withApposition gives the subject ph with the apposition that the comma behind
// it opens, up to its closing comma: "Khan, one of the most powerful members,".
func (p *parser) withApposition(ph phrase, before int) phrase {
	if !p.isApposition(ph.last+1, before) || p.trimLeft(ph) != ph {
		return phrase{}
	}
	for i := ph.last + 1; i < before && i < ph.last+maxPhrase; i++ {
		if p.u.isQuote(i) || p.isSentenceEnd(i) {
			break
		}
		if p.word(i) == "," && i+1 < before && !p.is(p.word(i+1), determiner) {
			return phrase{ph.first, i + 1}
		}
	}
	return phrase{}
}

// maxLeading is the most elements of a subject that is found by the verb behind it.
const maxLeading = 14

// verbLike reports whether element i looks like the verb of a sentence.
func (p *parser) verbLike(i int) bool {
	w := p.word(i)
	if p.is(w, auxiliary) || commonVerbs[w] || p.isVerbForm(i) {
		return true
	}
	return strings.HasSuffix(w, "ed") && len(w) > 4 && !p.upper(i) && !p.is(p.word(i-1), determiner) && i > 0
}

// passiveCue reads "is expected to", "was told that": what stands before is
// content, and a source follows only behind "by".
func (p *parser) passiveCue(c cue) (cue, bool) {
	if c.verb.frame&evidence == 0 {
		return c, false
	}
	next := p.word(c.last)
	if next != "to" && next != "that" {
		return c, false
	}
	c.rule, c.passive, c.content = evidentialRule, true, c.last
	return c, true
}

// participle reads ", adding that …": the source is that of the clause before.
func (p *parser) participle(c cue, before []cue) (cue, bool) {
	if c.verb.frame&(quotes|clause) == 0 && c.verb.frame&object != 0 && p.word(c.first-1) != "," {
		return c, false
	}
	c.content = p.behindCue(c.last, c.verb)
	if p.word(c.first-1) == "," || p.u.isQuote(c.first-1) || p.word(c.first-1) == "while" {
		if shared, ok := p.shared(c, before, participleRule); ok {
			return shared, true
		}
		c.rule, c.shared = coordinatedRule, true // quoted words of somebody who stays unknown
		return c, c.verb.frame&quotes != 0 && p.quoteIn(c.content, len(p.u.elements)) && p.takes(c)
	}
	if next := p.word(c.last); c.verb.frame&quotes != 0 && p.word(c.last-1) == "saying" && (p.word(c.last) == "," || p.word(c.last) == ":") && p.u.isQuote(c.content) {
		return p.shared(c, before, participleRule)
	} else if c.verb.frame&quotes != 0 && (next == "that" || p.u.isQuote(c.last) || next == ":") {
		if s := p.nounLeft(c.first); !s.empty() {
			c.source, c.rule = s, participleRule
			return c, true
		}
	}
	return c, false
}

// quoteIn reports whether a quotation stands in the elements [first, last).
func (p *parser) quoteIn(first, last int) bool {
	for i := first; i < last; i++ {
		if p.u.isQuote(i) {
			return true
		}
	}
	return false
}

// infinitive reads "refused to say", "went on to say that": the source is that
// of the sentence. Only verbs of speech before "that" or a quotation count.
func (p *parser) infinitive(i, last int, v verb, before []cue) (cue, bool) {
	if p.word(i-1) != "to" || v.form != base || v.frame&quotes == 0 {
		return cue{}, false
	}
	c := cue{phrase: phrase{i - 1, last}, verb: v, content: p.behindCue(last, v)}
	if !p.u.isQuote(c.content) && p.word(c.content) != "that" {
		return c, false
	}
	return p.shared(c, before, coordinatedRule)
}

// takes reports whether what follows the cue, or stands before it, is what the
// verb takes.
func (p *parser) takes(c cue) bool {
	f := c.verb.frame
	next := p.word(c.content)
	atEnd := c.content >= len(p.u.elements) || p.isSentenceEnd(c.content) || next == ")" || next == ";"
	switch {
	case p.u.isQuote(c.content):
		return f&(quotes|object) != 0
	case next == ":" || next == "that":
		return f&(quotes|clause|object) != 0
	case f&infinite != 0 && (next == "to" || next == "not" && p.word(c.content+1) == "to"):
		return true
	case p.word(c.last) == "by":
		return false
	case f&bare != 0:
		return true
	case f&quotes != 0 && f&clause != 0 && (clauseWords[next] || p.contentBefore(c) && p.nothingBehind(c, len(p.u.elements))):
		return true
	case atEnd || next == ",":
		return f&clause != 0 && p.contentBefore(c)
	case f&object != 0 && !(p.is(next, preposition) && c.verb.particle == ""):
		return true
	case f&clause != 0:
		return p.clauseFollows(c.content, p.word(c.phrase.last-1))
	}
	return false
}

// contentBefore reports whether a clause or quotation stands before the cue, as
// in "The bridge, engineers believe, …".
func (p *parser) contentBefore(c cue) bool {
	first := min(c.first, c.source.first)
	if p.word(first-1) == "as" {
		first--
	}
	return first > 0 && (p.word(first-1) == "," || p.u.isQuote(first-1))
}

// clauseFollows reports whether a clause starts at i. Verbs like "find" and
// "show" also take things, so that they need a word that starts clauses.
func (p *parser) clauseFollows(i int, verb string) bool {
	w := p.word(i)
	if clauseWords[w] {
		return true
	}
	switch verb {
	case "believe", "believes", "believed", "think", "thinks", "thought", "hope", "hopes", "hoped", "fear", "fears", "feared",
		"expect", "expects", "expected", "suspect", "suspects", "suspected", "doubt", "doubts", "doubted", "assume", "assumed":
		return !p.is(w, preposition) && w != ""
	}
	return false
}

// clauseWords start clauses that are said.
var clauseWords = set("what how why whether if he she they it we there i")

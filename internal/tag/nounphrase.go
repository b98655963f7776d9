package tag

import (
	"strings"

	"quoth/internal/segment"
)

// maxPhrase is the most elements that the noun phrase of a source may have.
const maxPhrase = 40

// phrase is a range of elements [first, last) of a unit, empty for none.
type phrase struct{ first, last int }

func (p phrase) empty() bool { return p.last <= p.first }

// parser reads the units of one document.
type parser struct {
	*lexicon
	doc *segment.Doc
	u   *unit
}

func (p *parser) word(i int) string {
	if i < 0 || i >= len(p.u.elements) {
		return ""
	}
	return p.u.elements[i].word
}

func (p *parser) upper(i int) bool {
	return i >= 0 && i < len(p.u.elements) && p.u.elements[i].upper
}

// isVerbForm reports whether element i is a cue verb in a form that is hardly
// ever a noun.
func (p *parser) isVerbForm(i int) bool {
	v, ok := p.verbs[p.word(i)]
	if !ok || p.upper(i) && i > 0 || p.is(p.word(i-1), determiner) {
		return false
	}
	return v.form == past || v.form == third && !p.nouns[p.word(i)]
}

// subjectLeft gives the noun phrase that ends before element end, with its
// appositions, relative clauses and closing comma: "Hugh Hale, a surgeon,".
func (p *parser) subjectLeft(end int) phrase {
	if !p.u.isWord(end-1, ",") {
		return p.nounLeft(end)
	}
	first := end - 1
	for steps := 0; steps < 4; steps++ {
		comma := p.commaLeft(first)
		if comma < 0 || !p.isApposition(comma+1, first) {
			return phrase{}
		}
		head := p.nounLeft(comma)
		if head.empty() {
			return phrase{}
		}
		if !p.isAppositive(head) || !p.u.isWord(head.first-1, ",") {
			return phrase{head.first, end}
		}
		first = head.first - 1
		end = max(end, first)
	}
	return phrase{}
}

// commaLeft finds the comma before element i that opens an apposition, -1 if
// the sentence or a quotation ends first.
func (p *parser) commaLeft(i int) int {
	for j := i - 1; j >= 0 && j > i-maxPhrase; j-- {
		if p.u.isWord(j, ",") {
			return j
		}
		if p.u.isQuote(j) || p.u.isWord(j, ".") || p.u.isWord(j, ";") || p.u.isWord(j, ":") {
			return -1
		}
	}
	return -1
}

// isApposition reports whether the elements between two commas describe the
// noun before them.
func (p *parser) isApposition(first, last int) bool {
	if first >= last {
		return false
	}
	if p.word(first) == "also" && first+1 < last {
		first++
	}
	w := p.word(first)
	switch {
	case w == "who" || w == "whose" || w == "which" || w == "aged" || w == "then" || w == "now" || w == "former" || w == "of":
		return true
	case p.u.elements[first].kind == segment.Number && !p.is(p.word(first-2), month):
		return true
	case p.is(w, determiner), p.is(w, roleStart):
		return true
	}
	return p.upper(first) && !p.is(w, weekday) && !p.is(w, month) || strings.Contains(w, "-year-old")
}

// isAppositive reports whether a phrase describes rather than names.
func (p *parser) isAppositive(ph phrase) bool {
	w := p.word(ph.first)
	return w == "a" || w == "an" || p.u.elements[ph.first].kind == segment.Number || w == "who" || w == "whose"
}

// nounLeft gives the noun phrase that ends directly before element end.
func (p *parser) nounLeft(end int) phrase {
	if end <= 0 {
		return phrase{}
	}
	switch w := p.word(end - 1); {
	case w == "who":
		ante := end - 1
		if p.u.isWord(ante-1, ",") {
			ante--
		}
		if head := p.nounLeft(ante); !head.empty() {
			return phrase{head.first, end}
		}
		return phrase{}
	case w == "which" && p.u.isWord(end-2, ","), p.is(w, pronoun):
		return phrase{end - 1, end}
	}
	end = p.withoutTime(end)
	first := end
	for first > 0 && first > end-maxPhrase && p.inPhrase(first-1, end) {
		first--
	}
	return p.trimLeft(phrase{first, end})
}

// withoutTime gives the end of a noun phrase that a time stands behind: "The
// ministry on Saturday", "Lee last week".
func (p *parser) withoutTime(end int) int {
	w := p.word(end - 1)
	switch {
	case p.is(w, weekday) && p.word(end-2) == "on" && end > 3:
		return end - 2
	case (p.is(w, weekday) || w == "yesterday" || w == "today") && end > 2 && !p.is(p.word(end-2), determiner) && !p.is(p.word(end-2), preposition):
		return end - 1
	case p.is(w, timeWord) && end > 3 && p.isTime(end-2):
		return end - 2
	}
	return end
}

// inPhrase reports whether element i can belong to a noun phrase that goes on
// to its right.
func (p *parser) inPhrase(i, end int) bool {
	e := p.u.elements[i]
	switch {
	case e.quote >= 0:
		return e.Len() <= 24 && (p.upper(i-1) && p.upper(i+1) || p.is(p.word(i-1), determiner)) && i+1 < end
	case e.kind == segment.Punct:
		return e.word == "&" || e.word == "$" || e.word == "%" || e.word == "@"
	case e.word == "and" || e.word == "or":
		return i > 0 && i+1 < end && p.coordinates(i)
	case p.is(e.word, subordinator):
		return false
	case p.is(e.word, auxiliary):
		return false
	case p.is(e.word, pronoun):
		return e.word == "who" && p.isNoun(i-1)
	}
	return !p.isVerbForm(i)
}

func (p *parser) isNoun(i int) bool {
	return i >= 0 && p.u.elements[i].quote < 0 && p.u.elements[i].kind == segment.Word &&
		!p.is(p.word(i), subordinator) && !p.is(p.word(i), auxiliary) && !p.is(p.word(i), preposition)
}

// coordinates reports whether "and" at i joins two names or two nouns.
func (p *parser) coordinates(i int) bool {
	if p.upper(i-1) && p.upper(i+1) {
		return true
	}
	next := p.word(i + 1)
	return p.isNoun(i-1) && !p.upper(i-1) && !p.upper(i+1) && p.u.elements[i+1].kind == segment.Word &&
		!p.is(next, pronoun) && !p.is(next, determiner) && strings.HasSuffix(p.word(i-1), "s") && strings.HasSuffix(next, "s")
}

// commonVerbs are verbs outside the lexicon that often stand between a noun
// phrase and another.
var commonVerbs = set(`went came took made got gave left won lost ran began became held met sat stood kept led put brought
	bought fell rose grew drew drove flew threw wore tore broke spoke chose froze lay ate hit cut shut consists includes
	goes comes takes makes gets gives runs begins holds stands leads`)

// trimLeft cuts from the front of a phrase what belongs to the sentence instead:
// adverbs, times, prepositional phrases, a verb. It gives an empty phrase if
// nothing remains that can name somebody.
func (p *parser) trimLeft(ph phrase) phrase {
	for i := ph.first; i < ph.last; i++ {
		if w := p.word(i); commonVerbs[w] && !p.relativeBefore(ph.first, i) {
			ph.first = i + 1
		}
	}
	for ph.first < ph.last {
		w := p.word(ph.first)
		switch {
		case p.is(w, preposition):
			ph.first = p.behindPreposition(ph)
		case p.is(w, adverb), p.is(w, timeWord) && !(w == "last" || w == "this" || w == "next" || w == "late"),
			strings.HasSuffix(w, "ly") && !p.upper(ph.first), openers[w],
			p.is(w, weekday), p.u.isPunct(ph.first), p.u.elements[ph.first].kind == segment.Clitic:
			ph.first++
		case p.isTime(ph.first):
			ph.first += 2
		default:
			return p.accepted(ph)
		}
	}
	return phrase{}
}

// openers are words that stand before the subject of a sentence.
var openers = set(`however meanwhile still nevertheless nonetheless instead indeed moreover furthermore additionally
	therefore thus finally eventually and but or yet later earlier then now perhaps maybe even yesterday today`)

func (p *parser) relativeBefore(first, i int) bool {
	for j := first; j < i; j++ {
		if p.word(j) == "who" {
			return true
		}
	}
	return false
}

// isTime reports whether a time like "last week", "this year" starts at i.
func (p *parser) isTime(i int) bool {
	w := p.word(i)
	return (w == "last" || w == "this" || w == "next" || w == "earlier") &&
		(p.is(p.word(i+1), timeWord) || p.is(p.word(i+1), weekday) || p.is(p.word(i+1), month))
}

// behindPreposition finds where a noun phrase can start behind the prepositional
// phrase that starts ph: at a determiner, pronoun or capital letter that does not
// stand behind a preposition or determiner.
func (p *parser) behindPreposition(ph phrase) int {
	for i := ph.first + 2; i < ph.last; i++ {
		before := p.word(i - 1)
		if p.is(before, preposition) || p.is(before, determiner) || p.upper(i-1) && p.upper(i) && !p.is(before, weekday) {
			continue
		}
		w := p.word(i)
		if p.is(w, determiner) || p.upper(i) || p.is(w, pronoun) || p.is(w, roleNoun) {
			return i
		}
	}
	return ph.last
}

// accepted gives ph if it can name somebody: it has a name, a determiner, or is
// a bare plural.
func (p *parser) accepted(ph phrase) phrase {
	w, last := p.word(ph.first), p.word(ph.last-1)
	if p.u.elements[ph.last-1].kind == segment.Clitic || p.is(last, preposition) || p.is(last, determiner) && ph.last-ph.first > 1 {
		return phrase{}
	}
	if vague[last] || p.isTimeNoun(last) {
		return phrase{}
	}
	if p.is(w, determiner) || p.is(w, pronoun) || p.is(last, roleNoun) {
		return ph
	}
	for i := ph.first; i < ph.last; i++ {
		if p.upper(i) && (i > 0 || p.upper(i+1) || ph.last-ph.first <= 2) && !p.is(p.word(i), weekday) && !p.is(p.word(i), month) {
			return ph
		}
	}
	if strings.HasSuffix(last, "s") && !strings.HasSuffix(last, "ss") && len(last) > 3 {
		return ph
	}
	return phrase{}
}

func (p *parser) isTimeNoun(w string) bool {
	return p.is(w, weekday) || p.is(w, timeWord) || w == "time" || w == "years" || w == "months"
}

// vague words end no source: "Experience shows", "there", "what".
var vague = set(`there here everything nothing something anything what else thing things way reason
	that this as`)

// subjectRight gives the noun phrase that starts at element i, with appositions
// behind it, as in “…,” said Ann Lee, a nurse.
func (p *parser) subjectRight(i int) phrase {
	first := i
	n := len(p.u.elements)
	if i >= n {
		return phrase{}
	}
	if p.is(p.word(i), pronoun) && p.word(i) != "who" {
		return phrase{i, i + 1}
	}
	for i < n && i < first+maxPhrase && p.goesOn(i, first) {
		i++
	}
	ph := p.acceptedAny(phrase{first, i})
	if ph.empty() {
		return ph
	}
	for i < n && p.word(i) == "," && p.isApposition(i+1, n) && !p.clauseAt(i+1) {
		end := i + 1
		for end < n && !(p.word(end) == "," || p.u.isQuote(end) || p.isSentenceEnd(end) || p.word(end) == ";") {
			end++
		}
		if end < n && p.word(end) == "," {
			i = end
			ph.last = end + 1
			continue
		}
		ph.last = end
		break
	}
	return ph
}

// clauseAt reports whether a new clause with a pronoun starts at i.
func (p *parser) clauseAt(i int) bool { return p.is(p.word(i), pronoun) && p.word(i) != "who" }

func (p *parser) isSentenceEnd(i int) bool {
	w := p.word(i)
	return p.u.isPunct(i) && (w == "." || w == "?" || w == "!" || w == "…")
}

// acceptedAny is accepted for a phrase that may be empty.
func (p *parser) acceptedAny(ph phrase) phrase {
	if ph.empty() {
		return ph
	}
	return p.accepted(ph)
}

// goesOn reports whether the phrase from first goes on with element i.
func (p *parser) goesOn(i, first int) bool {
	e := p.u.elements[i]
	w := e.word
	switch {
	case e.quote >= 0:
		return i > first && e.Len() <= 24 && p.upper(i-1) && p.upper(i+1)
	case e.kind == segment.Punct:
		return w == "&" || w == "$" || w == "%"
	case w == "and":
		return i > first && p.coordinates(i)
	case w == "who":
		return i > first
	case p.is(w, preposition):
		return i > first && (p.attaches(i) || p.relativeBefore(first, i) && !p.is(p.word(i+1), weekday))
	case p.is(w, subordinator) || p.is(w, auxiliary) && !p.relativeBefore(first, i) || p.is(w, weekday) || p.is(w, hedge):
		return false
	case p.is(w, pronoun), p.isTime(i), w == "yesterday" || w == "today" || w == "earlier" || w == "later":
		return false
	case strings.HasSuffix(w, "ing") && i > first && !p.is(p.word(i-1), determiner) && !p.upper(i) && !p.is(p.word(i-1), preposition):
		return false
	}
	return !p.isVerbForm(i)
}

// attaches reports whether the prepositional phrase at i belongs to the noun
// before it and not to the saying: "of the campaign", but not "in a statement".
func (p *parser) attaches(i int) bool {
	w, next := p.word(i), p.word(i+1)
	if p.is(next, weekday) || p.is(next, month) || p.isTime(i+1) || p.u.elements[min(i+1, len(p.u.elements)-1)].kind == segment.Number {
		return false
	}
	noun := next
	if p.is(next, determiner) {
		noun = p.word(i + 2)
	}
	if media[noun] || media[p.word(i+3)] && p.is(next, determiner) {
		return false
	}
	switch w {
	case "of", "for", "from", "with", "to":
		return true
	case "at", "in", "on":
		return p.upper(i+1) || p.is(next, determiner)
	}
	return false
}

// media are nouns of occasions and carriers of words.
var media = set(`statement interview tweet post email e-mail letter speech report briefing conference twitter facebook x
	instagram video op-ed memo testimony affidavit article blog podcast remarks message filing hearing rally
	press phone telephone call`)

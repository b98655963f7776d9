package tag

import (
	"strings"
	"unicode/utf8"

	"quoth"
)

// found is an attribution of one unit before it has an identity.
type found struct {
	source, cue, content []quoth.Span
	rule                 rule
	lastQuote            int // index of the last quotation in the content, -1 for none
	continues            int // index of the quotation that the content runs on from, -1 for none
}

// attributionsOf makes the attributions of the unit from its cues.
func (p *parser) attributionsOf(cues []cue) []found {
	var out []found
	for k, c := range cues {
		pieces := p.contentOf(cues, c, p.rightEnd(cues, k))
		if len(pieces) == 0 {
			continue
		}
		f := found{rule: c.rule, lastQuote: -1, continues: -1}
		f.cue = spansOf(p.u, c.phrase)
		if !c.source.empty() {
			f.source = []quoth.Span{p.sourceSpan(c.source)}
		}
		for _, piece := range pieces {
			f.content = append(f.content, spansOf(p.u, piece)...)
			p.noteQuotes(&f, piece)
		}
		if f.lastQuote >= 0 && (c.rule == speechRule || c.rule == opinionRule) && f.quoted(p.doc.Quotes[f.lastQuote].Span) {
			f.rule = directRule
		}
		if len(f.content) > 0 && len(f.cue) > 0 {
			out = append(out, f)
		}
	}
	return out
}

// quoted reports whether a piece of content is the quotation q.
func (f *found) quoted(q quoth.Span) bool {
	for _, s := range f.content {
		if q.Contains(s) {
			return true
		}
	}
	return false
}

func spansOf(u *unit, ph phrase) []quoth.Span {
	if s := u.span(ph.first, ph.last); !s.Empty() {
		return []quoth.Span{s}
	}
	return nil
}

// sourceSpan keeps the closing comma of an apposition.
func (p *parser) sourceSpan(ph phrase) quoth.Span {
	return quoth.Span{Start: p.u.elements[ph.first].Start, End: p.u.elements[ph.last-1].End}
}

func (p *parser) noteQuotes(f *found, ph phrase) {
	for i := ph.first; i < ph.last; i++ {
		if q := p.u.elements[i].quote; q >= 0 {
			f.lastQuote = q
			if before := p.doc.Quotes[q].Continues; before >= 0 && f.continues < 0 {
				f.continues = before
			}
		}
	}
}

// start is the first element of a cue with its source.
func (c cue) start() int {
	if c.source.empty() || c.shared || c.source.first > c.first {
		return c.first
	}
	return c.source.first
}

// end is the element behind a cue with its source.
func (c cue) end() int {
	if c.inverted {
		return max(c.last, c.source.last)
	}
	return c.last
}

// rightEnd is where the content behind cue k ends: at the next cue that is not
// part of what was said, or at the end of the unit.
func (p *parser) rightEnd(cues []cue, k int) int {
	end := p.clauseLimit(cues[k])
	for _, next := range cues[k+1:] {
		if next.start() >= end {
			break
		}
		at := next.start()
		sibling := next.shared || next.rule == accordingRule && next.first > 0 && p.word(next.first-1) == ","
		if w := p.word(at - 1); (w == "and" || w == "but" || w == "while" || w == ";") && next.rule == speechRule && !next.inverted {
			sibling = true
		}
		if p.trails(next) && next.rule == speechRule {
			sibling = true
		}
		if !sibling {
			continue
		}
		for at > cues[k].end() && (p.word(at-1) == "and" || p.word(at-1) == "but" || p.word(at-1) == "while" || p.word(at-1) == "," || p.word(at-1) == ";") {
			at--
		}
		return at
	}
	return end
}

// leftEnd is where the clause before a trailing cue starts: behind an earlier
// cue at the start of the unit ("He said X, he added."), else at the start.
func (p *parser) leftEnd(cues []cue, c cue) int {
	if first := cues[0]; first.first < c.first && first.start() <= 1 && first.rule == speechRule && p.trails(c) {
		return first.content
	}
	return 0
}

// trails reports whether a cue stands at the end of the unit behind a comma, as
// in "…, he said.", so that it takes what stands before.
func (p *parser) trails(c cue) bool {
	return p.word(c.start()-1) == "," && !p.wordsIn(c.end(), len(p.u.elements))
}

// clauseLimit is where the clause of a cue ends: at the comma that closes a
// subordinate clause at the start of a sentence ("When officials announced the
// plan, …"), or before ", but". Otherwise it is the end of the unit.
func (p *parser) clauseLimit(c cue) int {
	n := len(p.u.elements)
	before := p.word(c.start() - 1)
	opens := c.start() >= 1 && c.start() <= maxOpener && (openersOf[before] || c.start() == 1 && before == "as") || p.inRelative(c)
	for i := max(c.end(), c.content) + 1; i < n; i++ {
		if p.word(i) != "," || p.u.isQuote(i-1) {
			continue
		}
		if opens || p.word(i+1) == "but" {
			return i
		}
	}
	return n
}

// inRelative reports whether the cue is the verb of a relative clause between
// commas, "the prosecutor, who had asked for seven years, …", which ends with the
// second of them.
func (p *parser) inRelative(c cue) bool {
	last := c.source.last - 1
	return last > 0 && !c.inverted && (p.word(last) == "who" || p.word(last) == "which") && p.word(last-1) == ","
}

// maxOpener is the most elements that stand before the subject of a subordinate
// clause at the start of a sentence: "Even at a time when …".
const maxOpener = 6

var openersOf = set("when while after before although though if since because once whereas")

// contentOf gives the pieces of what was said with c: behind the cue, before it,
// or around it.
func (p *parser) contentOf(cues []cue, c cue, right int) []phrase {
	switch {
	case c.rule == accordingRule:
		return p.aroundAccording(c, right)
	case c.passive:
		before := phrase{p.clauseStart(c.first), c.first}
		if before.last-before.first == 1 && p.word(before.first) == "it" && p.word(c.content) == "that" {
			before = phrase{} // "It is thought that …"
		}
		return p.around(before, phrase{c.content, right})
	case c.rule == nounRule:
		return p.around(phrase{}, phrase{c.content, p.clauseEnd(c.content, right)})
	}
	start := c.start()
	if p.word(start-1) == "as" && start > 1 {
		start--
	}
	if w := p.word(start - 2); p.word(start-1) == "," && p.word(c.content) == "," && (w == "which" || w == "who" || w == "that" || w == "whom") && !c.inverted {
		return p.around(phrase{start - 2, start - 1}, phrase{c.content + 1, right})
	}
	afterQuote := p.u.isQuote(start-1) || p.word(start-1) == "," && p.u.isQuote(start-2)
	switch {
	case c.shared:
		return p.behind(c, right)
	case afterQuote && !p.separate(start, c):
		return p.aroundQuoted(c, right)
	case p.word(start-1) == "," && (p.nothingBehind(c, right) || start < c.start() && !p.wordsIn(c.content, right)):
		before := phrase{p.leftEnd(cues, c), start - 1}
		if p.word(c.content) == "," && !c.inverted && p.wordsIn(c.content, right) {
			return p.around(before, phrase{c.content + 1, right})
		}
		return []phrase{before}
	}
	return p.behind(c, right)
}

// separate reports whether the quotation before the source belongs to an earlier
// sentence: it ended like one, and the cue has words behind it.
func (p *parser) separate(start int, c cue) bool {
	q := start - 1
	if !p.u.isQuote(q) {
		return false
	}
	return p.quoteEnd(q) == '.' && !c.inverted && (p.u.isQuote(c.content) || p.word(c.content) == "that" || p.word(c.content) == ":")
}

// aroundAccording gives the clause that a source behind "according to" stands
// before, behind or within.
func (p *parser) aroundAccording(c cue, right int) []phrase {
	start := p.clauseStart(c.first)
	if !p.wordsIn(start, c.first) {
		return p.around(phrase{}, phrase{c.content, right})
	}
	if p.word(c.content) == "," && p.wordsIn(c.content, right) && p.word(c.first-1) == "," {
		return p.around(phrase{start, c.first}, phrase{c.content, right})
	}
	return []phrase{{start, c.first}}
}

// clauseStart is where the clause before element i starts: behind a semicolon,
// stop or the start of the unit.
func (p *parser) clauseStart(i int) int {
	for j := i - 1; j >= 0; j-- {
		if w := p.word(j); w == ";" || p.isSentenceEnd(j) && !p.u.isQuote(j) {
			return j + 1
		}
	}
	return 0
}

// clauseEnd is where the clause from i ends, for content of nouns: at a comma.
func (p *parser) clauseEnd(i, right int) int {
	for j := i; j < right; j++ {
		if w := p.word(j); w == "," || w == ";" || w == "—" || w == "–" || w == ")" {
			return j
		}
	}
	return right
}

func (p *parser) around(before, behind phrase) []phrase {
	var out []phrase
	for _, ph := range []phrase{before, behind} {
		if p.wordsIn(ph.first, ph.last) {
			out = append(out, ph)
		}
	}
	return out
}

// wordsIn reports whether a word or quotation stands in [first, last).
func (p *parser) wordsIn(first, last int) bool {
	for i := max(first, 0); i < last; i++ {
		if !p.u.isPunct(i) {
			return true
		}
	}
	return false
}

// aroundQuoted gives the quotation before the cue, with the words that lead up
// to it, and the one that goes on behind: “…,” he said, “…”.
func (p *parser) aroundQuoted(c cue, right int) []phrase {
	start := c.start()
	first := start
	for first > 0 && (p.u.isQuote(first-1) || p.word(first-1) == ",") {
		first--
	}
	if first > 0 && !p.isSentenceEnd(first-1) && !p.endsSentence(start-1) {
		first = p.clauseStart(first)
	}
	pieces := p.around(phrase{first, start}, phrase{})
	next := c.end()
	for next < right && !p.u.isQuote(next) && !p.isSentenceEnd(next) {
		next++
	}
	if p.u.isQuote(next) && (p.word(next-1) == "," || p.word(next-1) == ":" || p.word(next-1) == "—" || p.word(next-1) == "–" || next == c.end()) {
		last := next + 1
		pieces = append(pieces, phrase{next, last})
	}
	return pieces
}

// endsSentence reports whether the quotation at i, or before the comma at i,
// is a whole sentence by itself: it starts with a capital letter.
func (p *parser) endsSentence(i int) bool {
	if !p.u.isQuote(i) {
		i--
	}
	if !p.u.isQuote(i) {
		return false
	}
	inner := p.doc.Quotes[p.u.elements[i].quote].Inner().In(p.doc.Text)
	return len(strings.Fields(inner)) > 5 && strings.ToUpper(inner[:1]) == inner[:1] && !p.leadsIn(i-1)
}

// leadsIn reports whether the word at i leads into a quotation as part of the
// sentence: "is", "a", "that".
func (p *parser) leadsIn(i int) bool {
	w := p.word(i)
	return p.is(w, determiner) || p.is(w, auxiliary) || p.is(w, preposition) || w == "that"
}

// nothingBehind reports whether the words behind the cue are not what was said:
// none at all, a time or place, or a comma.
func (p *parser) nothingBehind(c cue, right int) bool {
	i := c.content
	if c.inverted {
		i = c.end()
	}
	if !p.wordsIn(i, right) || p.word(i) == "," {
		return true
	}
	w := p.word(i)
	if c.verb.frame&(quotes|clause) == 0 || w == "to" && c.verb.frame&infinite != 0 {
		return false
	}
	return p.is(w, preposition) || p.is(w, weekday) || w == "yesterday" || w == "today" || p.isTime(i) || c.inverted
}

// behind gives what stands behind the cue.
func (p *parser) behind(c cue, right int) []phrase {
	first := c.content
	for first < right && (p.word(first) == ":" || p.word(first) == ",") {
		first++
	}
	if p.u.isQuote(first) && p.wholeQuote(first, right) {
		last := first + 1
		for last < right && (p.u.isQuote(last) || p.word(last) == "," && p.u.isQuote(last+1)) {
			last++
		}
		return p.around(phrase{}, phrase{first, last})
	}
	return p.around(phrase{}, phrase{first, right})
}

// wholeQuote reports whether the quotation at i is all that was said: it ends
// like a sentence, or nothing but punctuation follows.
func (p *parser) wholeQuote(i, right int) bool {
	if !p.wordsIn(i+1, right) {
		return true
	}
	return strings.ContainsRune(".?!,", p.quoteEnd(i))
}

// quoteEnd gives the last letter or mark within the quotation at element i.
func (p *parser) quoteEnd(i int) rune {
	inner := p.doc.Quotes[p.u.elements[i].quote].Inner().In(p.doc.Text)
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(inner, " "))
	return r
}

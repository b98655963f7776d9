package tag

import "quoth/internal/segment"

// carrier adds "in a statement", "on Twitter" directly behind the verb to the cue.
func (p *parser) carrier(last int) int {
	w, next := p.word(last), p.word(last+1)
	if w == "in" && (next == "a" || next == "an") && media[p.word(last+2)] {
		return last + 3
	}
	if w == "on" && (next == "twitter" || next == "facebook" || next == "instagram" || next == "x") {
		return last + 2
	}
	return last
}

// behindCue skips the addressee, times and places behind a cue that ends before
// element i and gives the first element of what is said.
func (p *parser) behindCue(i int, v verb) int {
	start := i
	if v.frame&addressed != 0 {
		i = p.behindAddressee(i)
	}
	if j := p.behindAdjuncts(i); j > i {
		i = j
	}
	if p.word(i) == "," && (p.u.isQuote(i+1) || p.word(i+1) == "that") {
		i++
	}
	if i > start+maxPhrase {
		return start
	}
	return i
}

// behindAddressee skips the noun phrase behind "told".
func (p *parser) behindAddressee(i int) int {
	n := len(p.u.elements)
	if i >= n || p.u.isQuote(i) || p.u.isPunct(i) || p.word(i) == "that" {
		return i
	}
	switch w := p.word(i); {
	case w == "me" || w == "us" || w == "him" || w == "her" && (p.is(p.word(i+1), determiner) || p.is(p.word(i+1), pronoun)) || w == "them" || w == "you" || w == "it":
		return i + 1
	case p.upper(i) || p.is(w, determiner):
		i++
		for i < n && (p.upper(i) || p.word(i) == "of" || p.word(i) == "'s" || p.word(i) == "’s" || p.word(i) == "&" ||
			p.word(i) == "and" && p.upper(i+1) || p.addresseeNoun(i)) {
			i++
		}
		return i
	}
	return i + 1
}

// addresseeNoun reports whether the lower-case word at i still belongs to the
// addressee.
func (p *parser) addresseeNoun(i int) bool {
	e := p.u.elements[i]
	return e.quote < 0 && e.kind == segment.Word && !p.is(e.word, determiner) && !p.is(e.word, pronoun) &&
		!p.is(e.word, subordinator) && !p.is(e.word, preposition) && !p.is(e.word, auxiliary) && !p.is(e.word, weekday)
}

// behindAdjuncts skips times and places between the cue and "that", a quotation
// or the clause: "said on Tuesday that", "told reporters at a rally: …".
func (p *parser) behindAdjuncts(i int) int {
	for j := i; j < len(p.u.elements) && j < i+18; j++ {
		if p.word(j) == "that" && j > i && !p.is(p.word(j-1), preposition) && p.startsAdjunct(i) {
			return j
		}
		if p.u.isQuote(j) {
			if p.startsAdjunct(i) && (p.word(j-1) == "," || p.word(j-1) == ":") {
				return j
			}
			break
		}
		if w := p.word(j); w == ":" {
			return j
		}
		if p.isSentenceEnd(j) || p.word(j) == "," && !p.u.isQuote(j+1) {
			break
		}
	}
	switch w := p.word(i); {
	case p.is(w, weekday), w == "yesterday", w == "today":
		return i + 1
	case p.isTime(i):
		return i + 2
	case w == "on" && p.is(p.word(i+1), weekday), w == "in" && p.is(p.word(i+1), month):
		return i + 2
	}
	return i
}

func (p *parser) startsAdjunct(i int) bool {
	w := p.word(i)
	return p.is(w, preposition) || p.is(w, weekday) || p.is(w, timeWord) || p.isTime(i) || w == ","
}

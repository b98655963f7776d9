package tag

import "quoth/internal/segment"

// nounCue reads "her claim that …", "Lee’s plans to …", "a warning from the
// regulator that …", "speculation among traders that …", "claims that …".
func (p *parser) nounCue(i int) (cue, bool) {
	next := p.word(i + 1)
	c := cue{phrase: phrase{i, i + 1}, rule: nounRule, content: i + 1}
	switch w := p.word(i - 1); {
	case next == "that" || next == "to":
		if w == "his" || w == "her" || w == "their" || w == "its" {
			c.source = phrase{i - 1, i}
			return c, true
		}
		if i > 1 && p.u.elements[i-1].kind == segment.Clitic {
			c.source = p.possessor(i - 1)
			return c, !c.source.empty()
		}
		return c, next == "that"
	case next == "among" || next == "from" || next == "by" || next == "of" || next == "in":
		return p.nounOf(c, i)
	}
	return c, false
}

// possessor gives the noun phrase that the possessive ’s at element i closes.
func (p *parser) possessor(i int) phrase {
	first := i
	for first > 0 && p.upper(first-1) {
		first--
	}
	if first == i {
		for first > 0 && i-first < 5 && p.isNoun(first-1) && !p.is(p.word(first), determiner) && !p.verbLike(first-1) {
			first--
		}
	} else if p.is(p.word(first-1), determiner) {
		first--
	}
	if first == i {
		return phrase{}
	}
	return phrase{first, i + 1}
}

// nounOf reads a noun whose source stands behind a preposition: "the view in
// Paris is that …". The article belongs to the cue.
func (p *parser) nounOf(c cue, i int) (cue, bool) {
	that := i + 2
	for that < len(p.u.elements) && that < i+9 && p.word(that) != "that" && !p.u.isPunct(that) && !p.u.isQuote(that) {
		that++
	}
	if p.word(that) != "that" {
		return c, false
	}
	end := that
	if p.is(p.word(end-1), auxiliary) {
		end--
	}
	c.source = p.acceptedAny(phrase{i + 2, end})
	if w := p.word(i - 1); w == "the" || w == "a" || w == "an" {
		c.first--
	}
	c.content = that
	return c, !c.source.empty()
}

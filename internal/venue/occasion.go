package venue

import (
	"strings"

	"quoth"
	"quoth/internal/segment"
)

// occasion is a venue that a sentence names: "in an interview with …", "on
// Twitter", "at a rally in Tampa".
type occasion struct {
	at     int        // byte where its preposition stands
	text   phrase     // the words for it
	name   phrase     // its proper name, empty for none
	to     phrase     // whom it is addressed to: "in a letter to the board"
	end    int        // byte where it ends
	medium bool       // a medium: carried over to later mentions
	span   quoth.Span // of text
}

// occasions finds the venues that sentence s names.
func (f *finder) occasionsOf(s int) []occasion {
	sentence := f.doc.Sentences[s]
	var out []occasion
	for k := sentence.First; k+1 < sentence.Last; k++ {
		o, ok := f.occasionAt(k, sentence.End)
		if !ok {
			continue
		}
		o.at = f.doc.Tokens[k].Start
		o.span = f.span(o.text)
		o.end = max(o.end, o.span.End)
		out = append(out, o)
		k = max(k, o.text.last-1)
	}
	return out
}

// occasionAt reads the venue whose preposition is token k.
func (f *finder) occasionAt(k, stop int) (occasion, bool) {
	switch strings.ToLower(f.doc.Word(k)) {
	case "in", "at", "during", "via", "through", "from":
		return f.inOrAt(k+1, stop)
	case "on", "to":
		return f.on(k, stop)
	case "before":
		p := f.nounPhrase(k+1, stop)
		if !p.empty() && f.assembly(p) {
			return occasion{text: p}, true
		}
	}
	return occasion{}, false
}

// assembly reports whether p is a body that hears witnesses.
func (f *finder) assembly(p phrase) bool {
	switch f.doc.Word(p.last - 1) {
	case "Committee", "committee", "Congress", "Parliament", "parliament", "Senate", "Court", "court", "tribunal", "Assembly":
		return true
	}
	return false
}

// on reads what stands behind "on": a platform, a medium, a show, the floor of a
// house. "took to Twitter" is read here as well.
func (f *finder) on(k, stop int) (occasion, bool) {
	took := strings.ToLower(f.doc.Word(k)) == "to"
	if took && (k == 0 || !strings.HasPrefix(strings.ToLower(f.doc.Word(k-1)), "t") || !strings.Contains(" took take takes taking ", " "+strings.ToLower(f.doc.Word(k-1))+" ")) {
		return occasion{}, false
	}
	if p := f.quotedName(k+1, stop); !p.empty() && capital(f.doc.Word(p.first+1)) {
		return occasion{text: p, name: phrase{p.first + 1, p.last - 1}, medium: true}, true
	}
	p := f.nounPhrase(k+1, stop)
	if p.empty() {
		return occasion{}, false
	}
	if f.platform(p) {
		return occasion{text: p, name: f.platformName(p)}, true
	}
	if first, last, ok := f.medium(p.first, p.last); ok && capital(f.doc.Word(p.last-1)) {
		return occasion{text: p, name: phrase{first, last}, medium: true}, true
	}
	head := f.doc.Word(p.last - 1)
	switch {
	case head == "floor" || head == "sidelines" || head == "stump" || head == "airwaves":
		return occasion{text: f.complement(p, stop)}, true
	case head == "Hill" && f.doc.Word(p.first) == "Capitol", head == "media" && f.doc.Word(p.first) == "social", head == "television", head == "radio", head == "air":
		return occasion{text: p}, true
	case head == "show" || head == "podcast" || head == "programme" || head == "program" || head == "website" || head == "page" || head == "blog" || head == "account" || head == "channel" || head == "site" || head == "call":
		return occasion{text: p, name: f.namePart(p)}, true
	}
	return occasion{}, false
}

func (f *finder) platform(p phrase) bool {
	for i := p.first; i < p.last; i++ {
		if f.lex.platforms[f.doc.Word(i)] {
			return f.doc.Word(i) != "X" && f.doc.Word(i) != "Truth" && f.doc.Word(i) != "Medium" && f.doc.Word(i) != "Signal" || i == p.first
		}
	}
	return false
}

// platformName is the platform in a phrase: "his Twitter account" is Twitter.
func (f *finder) platformName(p phrase) phrase {
	for i := p.first; i < p.last; i++ {
		if !f.lex.platforms[f.doc.Word(i)] {
			continue
		}
		if i+1 < p.last && f.doc.Word(i) == "Truth" {
			return phrase{i, i + 2}
		}
		return phrase{i, i + 1}
	}
	return p
}

// inOrAt reads an event, a form of utterance, a place, or a medium.
func (f *finder) inOrAt(first, stop int) (occasion, bool) {
	p := f.nounPhrase(first, stop)
	if p.empty() {
		return occasion{}, false
	}
	if head := f.occasionHead(p); head >= 0 {
		p.last = head + 1
		return f.withComplement(p, stop), true
	}
	if f.doc.Word(p.last-1) == "floor" {
		return occasion{text: p}, true
	}
	if a, b, ok := f.medium(p.first, p.last); ok && strings.EqualFold(f.doc.Word(p.first), "the") && capital(f.doc.Word(p.last-1)) {
		return occasion{text: p, name: phrase{a, b}, medium: true}, true
	}
	if p.last-p.first == 1 && f.lex.places[f.doc.Word(p.first)] {
		return occasion{text: p}, true
	}
	if f.doc.Word(p.last-1) == "House" && p.last-p.first == 3 && f.doc.Word(p.last-2) == "White" {
		return occasion{text: p}, true
	}
	return occasion{}, false
}

// occasionHead is the last word of p that names an event or a form of
// utterance, -1 for none.
func (f *finder) occasionHead(p phrase) int {
	for i := p.last - 1; i >= p.first; i-- {
		if f.lex.occasions[f.doc.Word(i)] || f.lex.occasions[strings.ToLower(f.doc.Word(i))] && capital(f.doc.Word(i)) && i == p.last-1 {
			if i == p.first && (i+1 < p.last || !strings.HasSuffix(f.doc.Word(i), "s")) && f.doc.Word(i) != "testimony" {
				return -1
			}
			return i
		}
		if f.doc.Word(i) == "of" {
			continue
		}
	}
	return -1
}

// withComplement adds to an event what it is with, in, on, at or to.
func (f *finder) withComplement(p phrase, stop int) occasion {
	o := occasion{text: p, name: f.namePart(p)}
	if f.platform(p) {
		o.name = f.platformName(p)
		return o
	}
	if a, b, ok := f.medium(p.first, p.last-1); ok && p.last-1 > p.first && b > a {
		o.name, o.medium = phrase{a, b}, true
	}
	k := p.last
	if k+1 >= len(f.doc.Tokens) || f.doc.Tokens[k].End > stop {
		return o
	}
	word := f.doc.Word(k)
	if strings.HasSuffix(word, "ed") && k+2 < len(f.doc.Tokens) { // "published on", "posted to", "given to"
		k++
		word = f.doc.Word(k)
	}
	next := f.quotedName(k+1, stop)
	if next.empty() {
		next = f.nounPhrase(k+1, stop)
	}
	if next.empty() {
		return o
	}
	a, b, medium := f.medium(next.first, next.last)
	if f.doc.Tokens[next.first].Kind == segment.Mark {
		a, b, medium = next.first+1, next.last-1, true
	}
	switch word {
	case "with", "to", "for", "by":
		if word == "to" && !f.looksNominal(next) {
			return o
		}
		if medium {
			o.text, o.name, o.medium = next, phrase{a, b}, true
		}
		if (word == "with" || word == "to") && f.looksNominal(next) {
			o.to = next
		}
	case "on", "in", "at", "from", "of", "before":
		switch {
		case word == "on" && f.platform(next):
			o.text, o.name = next, f.platformName(next)
		case medium && word != "of" && b > a:
			o.text, o.name, o.medium = next, phrase{a, b}, true
		case word == "on" && f.onTopic(next):
		case capital(f.doc.Word(next.first)) || determiners[strings.ToLower(f.doc.Word(next.first))]:
			o.text.last = next.last
		}
	}
	o.end = f.doc.Tokens[next.last-1].End
	return o
}

// onTopic reports whether "on …" behind an event says what it was about.
func (f *finder) onTopic(p phrase) bool {
	w := f.doc.Word(p.last - 1)
	return w != "floor" && w != "website" && w != "page" && w != "channel" && w != "account" && w != "site" && w != "sidelines"
}

// complement adds "of the Senate", "in Tampa" to a phrase.
func (f *finder) complement(p phrase, stop int) phrase {
	k := p.last
	if k+1 < len(f.doc.Tokens) && f.doc.Tokens[k].End <= stop && (f.doc.Word(k) == "of" || f.doc.Word(k) == "in") {
		if next := f.nounPhrase(k+1, stop); !next.empty() {
			p.last = next.last
		}
	}
	return p
}

// namePart is the proper name in an event: "the Munich Security Conference".
func (f *finder) namePart(p phrase) phrase {
	if !capital(f.doc.Word(p.last - 1)) {
		return phrase{}
	}
	first, last := f.properRun(p.first, p.last)
	return phrase{first, last}
}

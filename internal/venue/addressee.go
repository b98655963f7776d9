package venue

import (
	"strings"

	"quoth"
	"quoth/internal/segment"
)

// addressee finds the noun phrase for whom the words of attribution i were said
// to; empty for none.
func (f *finder) addressee(i int) phrase {
	a := &f.atts[i]
	if len(a.Cue.Spans) == 0 {
		return phrase{}
	}
	last := a.Cue.Spans[len(a.Cue.Spans)-1]
	verb := f.addressVerb(a)
	next := f.doc.TokenAt(last.End - 1)
	if next < len(f.doc.Tokens) && f.doc.Tokens[next].Start < last.End {
		next++
	}
	if next >= len(f.doc.Tokens) || f.doc.Tokens[next].Sentence != f.doc.Tokens[next-1].Sentence {
		return phrase{} // the cue ends its sentence
	}
	switch {
	case verb == "":
	case f.passive(a):
		return f.toldOne(a)
	default:
		if p := f.object(i, next, f.lex.addressing[verb]); !p.empty() {
			return p
		}
	}
	return f.toWhom(i, next)
}

// addressVerb is the word of the cue that takes an addressee, "" for none. It
// must be the last verb of the cue.
func (f *finder) addressVerb(a *quoth.Attribution) string {
	fields := strings.Fields(strings.ToLower(quoth.Words(f.doc.Text, a.Cue.Spans)))
	for k := len(fields) - 1; k >= 0; k-- {
		if f.lex.addressing[fields[k]] || f.lex.directing[fields[k]] {
			return fields[k]
		}
		if fields[k] != "by" && !strings.HasSuffix(fields[k], "ly") && fields[k] != "about" {
			return ""
		}
	}
	return ""
}

// passive reports whether the cue is in the passive: "was told", "were asked".
func (f *finder) passive(a *quoth.Attribution) bool {
	for _, w := range strings.Fields(strings.ToLower(quoth.Words(f.doc.Text, a.Cue.Spans))) {
		switch w {
		case "was", "were", "been", "being", "is", "are", "get", "got":
			return true
		}
	}
	return false
}

// toldOne is the subject of a passive cue: "she | was told". It stands directly
// before the cue.
func (f *finder) toldOne(a *quoth.Attribution) phrase {
	first := f.doc.TokenAt(a.Cue.Spans[0].Start)
	if first == 0 || first >= len(f.doc.Tokens) {
		return phrase{}
	}
	p := phrase{first - 1, first}
	w := f.doc.Word(first - 1)
	switch {
	case f.doc.Tokens[first-1].Kind != segment.Word:
		return phrase{}
	case strings.Contains(" i he she they we you ", " "+strings.ToLower(w)+" "):
	case capital(w):
		for p.first > 0 && p.last-p.first < 5 && capital(f.doc.Word(p.first-1)) && f.doc.Tokens[p.first-1].Kind == segment.Word && f.doc.Tokens[p.first-1].Sentence == f.doc.Tokens[p.first].Sentence {
			p.first--
		}
	default:
		return phrase{}
	}
	if f.overlapsAny(f.span(p), a.Source.Spans) {
		return phrase{}
	}
	return p
}

// object reads the noun phrase at token next, directly behind a cue that takes
// an addressee. Unless the verb always has one, the content must begin where it
// ends.
func (f *finder) object(i, next int, always bool) phrase {
	stop := f.contentFrom(i, next)
	p := f.quotedName(next, stop)
	if p.empty() {
		p = f.nounPhrase(next, stop)
	}
	if p.empty() || f.overlapsAny(f.span(p), f.atts[i].Source.Spans) {
		return phrase{}
	}
	p = f.withName(p, stop)
	if !always && f.doc.Tokens[p.last-1].End+2 < stop {
		return phrase{}
	}
	return p
}

// quotedName reads a name in quotation marks that is no content: told “Meet the
// Hour”.
func (f *finder) quotedName(i, stop int) phrase {
	if i >= len(f.doc.Tokens) || f.doc.Tokens[i].Kind != segment.Mark {
		return phrase{}
	}
	for k := i + 1; k < len(f.doc.Tokens) && k < i+8; k++ {
		t := f.doc.Tokens[k]
		if t.End > stop {
			return phrase{}
		}
		if t.Kind == segment.Mark {
			return phrase{i, k + 1}
		}
	}
	return phrase{}
}

// withName takes in an apposition that is a name: "the defendant, Paul Eze:".
func (f *finder) withName(p phrase, stop int) phrase {
	k := p.last
	if k >= len(f.doc.Tokens) || f.doc.Word(k) != "," || capital(f.doc.Word(p.last-1)) {
		return p
	}
	name := k + 1
	for name < len(f.doc.Tokens) && name < k+5 && f.doc.Tokens[name].End <= stop && capital(f.doc.Word(name)) && f.doc.Tokens[name].Kind == segment.Word {
		name++
	}
	if name > k+1 && name < len(f.doc.Tokens) && strings.Contains(",:", f.doc.Word(name)) && determiners[strings.ToLower(f.doc.Word(p.first))] {
		return phrase{p.first, name}
	}
	return p
}

// speaking are cues and frames whose "to" leads to an addressee.
var speaking = set(`said wrote explained spoke speaking speak talking talked complained admitted confessed apologized apologised
	lied lying testified announced presented promised pledged suggested mentioned remarked confided wrote writing replied responded`)

// toWhom reads "to" and a noun phrase directly behind a cue of speaking: "said
// to reporters". It finds "speaking to reporters" before the cue as well.
func (f *finder) toWhom(i, next int) phrase {
	fields := strings.Fields(strings.ToLower(quoth.Words(f.doc.Text, f.atts[i].Cue.Spans)))
	if speaking[fields[len(fields)-1]] || fields[len(fields)-1] == "to" && len(fields) > 1 && speaking[fields[len(fields)-2]] {
		if next < len(f.doc.Tokens) && f.doc.Word(next) == "to" {
			next++
		} else if fields[len(fields)-1] != "to" {
			return f.speakingTo(i)
		}
		stop := f.contentFrom(i, next)
		p := f.nounPhrase(next, stop)
		if !p.empty() && strings.ToLower(f.doc.Word(p.first)) != "be" && f.looksNominal(p) {
			return p
		}
		return phrase{}
	}
	return f.speakingTo(i)
}

// looksNominal keeps infinitives out: "agreed to help".
func (f *finder) looksNominal(p phrase) bool {
	w := f.doc.Word(p.first)
	low := strings.ToLower(w)
	return capital(w) || determiners[low] || pronouns[low] || strings.HasSuffix(low, "s")
}

// speakingTo finds "speaking to reporters" in the sentence, before the cue.
func (f *finder) speakingTo(i int) phrase {
	cue := f.atts[i].Cue.Spans[0]
	k := f.doc.TokenAt(cue.Start)
	for n := 0; n < 40 && k > 1; n++ {
		k--
		if f.doc.Tokens[k].Sentence != f.doc.Tokens[k-1].Sentence {
			break
		}
		w := f.doc.Word(k)
		prev := strings.ToLower(f.doc.Word(k - 1))
		if (w == "to" || w == "with") && (prev == "speaking" || prev == "talking") && !f.inAnyContent(i, f.doc.Tokens[k].Span) {
			return f.nounPhrase(k+1, cue.Start)
		}
	}
	return phrase{}
}

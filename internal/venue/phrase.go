package venue

import (
	"strings"

	"quoth"
	"quoth/internal/segment"
)

// longestPhrase bounds a noun phrase, in tokens.
const longestPhrase = 14

// phrase is a noun phrase: tokens from first to before last.
type phrase struct{ first, last int }

func (p phrase) empty() bool { return p.last <= p.first }

func (f *finder) span(p phrase) quoth.Span {
	return quoth.Span{Start: f.doc.Tokens[p.first].Start, End: f.doc.Tokens[p.last-1].End}
}

// nounPhrase reads the noun phrase at token i. It ends before position stop.
// There are no parts of speech to go by: it ends at a preposition other than
// "of", at a word that starts a clause, at a time, at a mark.
func (f *finder) nounPhrase(i, stop int) phrase {
	p := phrase{i, i}
	sentence := int32(-1)
	for k := i; k < len(f.doc.Tokens) && k < i+longestPhrase; k++ {
		t := f.doc.Tokens[k]
		if k == i {
			sentence = t.Sentence
		}
		w := strings.ToLower(f.doc.Word(k))
		switch {
		case t.End > stop || t.Sentence != sentence || t.Kind == segment.Mark || t.Kind == segment.Punct && w != "&" && w != "’" && w != "'":
			return f.trimmed(p)
		case k == i && f.possessed(i, stop):
		case k == i && pronouns[w]:
			return phrase{i, i + 1}
		case f.lex.stops[w] && !(capital(f.doc.Word(k)) && k > i) && k != i:
			return f.trimmed(p)
		case k == i && f.lex.stops[w] && !determiners[w]:
			return p
		case k == i && (w == "this" && f.lex.described[f.nextWord(k)] || f.lex.times[w] && (f.nextWord(k) == "'s" || f.nextWord(k) == "’s")):
		case f.lex.times[w] && !(capital(f.doc.Word(k)) && (f.insideName(k, i) || k > i && determiners[strings.ToLower(f.doc.Word(k-1))])):
			return f.trimmed(p)
		case k > i && determiners[w] && !capital(f.doc.Word(k)) && !f.after(k, i, "of", "and", "’s", "'s"):
			return f.trimmed(p)
		case k > i && !capital(f.doc.Word(k)) && f.nextWord(k) == "by":
			return f.trimmed(p) // "the company seen by this newspaper"
		case k > i && pronouns[w] || w == "and" && !f.goesOn(k, stop):
			return f.trimmed(p)
		case k > i && t.Kind == segment.Word && !capital(f.doc.Word(k)) && (strings.HasSuffix(w, "ed") || strings.HasSuffix(w, "ing")) && !f.adjective(k):
			return f.trimmed(p)
		}
		p.last = k + 1
	}
	return f.trimmed(p)
}

// possessed reports whether token i is "his", "her", "its", "their", "our" or
// "my" before a noun.
func (f *finder) possessed(i, stop int) bool {
	return possessives[strings.ToLower(f.doc.Word(i))] && i+1 < len(f.doc.Tokens) && f.doc.Tokens[i+1].End <= stop &&
		f.doc.Tokens[i+1].Kind == segment.Word && !f.lex.stops[strings.ToLower(f.doc.Word(i+1))]
}

// nextWord is the word behind token k, "" at the end.
func (f *finder) nextWord(k int) string {
	if k+1 < len(f.doc.Tokens) {
		return f.doc.Word(k + 1)
	}
	return ""
}

// insideName reports whether a time word with a capital is part of a name: "Fox
// News Sunday", "This Week".
func (f *finder) insideName(k, first int) bool {
	if k == first || !capital(f.doc.Word(k-1)) {
		return false
	}
	return f.lex.outletNoun[f.doc.Word(k-1)] && !f.lex.described[strings.ToLower(f.doc.Word(k-1))] && f.doc.Word(k) == "Sunday" && f.doc.Word(k-1) == "News"
}

func (f *finder) after(k, first int, words ...string) bool {
	if k == first {
		return false
	}
	prev := f.doc.Word(k - 1)
	for _, w := range words {
		if prev == w {
			return true
		}
	}
	return false
}

// goesOn reports whether "and" at token k joins a second noun: "investors and
// analysts". A pronoun or a verb form behind it starts another clause.
func (f *finder) goesOn(k, stop int) bool {
	if k+1 >= len(f.doc.Tokens) || f.doc.Tokens[k+1].End > stop || f.doc.Tokens[k+1].Kind != segment.Word {
		return false
	}
	next := strings.ToLower(f.doc.Word(k + 1))
	if f.lex.stops[next] || pronouns[next] || f.lex.addressing[next] || f.lex.directing[next] || strings.HasSuffix(next, "ed") || strings.HasSuffix(next, "ing") {
		return false
	}
	return capital(f.doc.Word(k+1)) || strings.HasSuffix(next, "s") || determiners[next]
}

// adjective reports whether the word in -ed or -ing at token k stands before a
// noun: "a prepared statement", "his closing speech".
func (f *finder) adjective(k int) bool {
	if f.lex.occasions[f.doc.Word(k)] {
		return true
	}
	return k+1 < len(f.doc.Tokens) && f.doc.Tokens[k+1].Kind == segment.Word && f.lex.occasions[f.doc.Word(k+1)] || f.after(k, 0, "a", "an", "the", "The", "his", "her", "their", "its", "A", "An")
}

// trimmed cuts words off the end that no noun phrase ends with.
func (f *finder) trimmed(p phrase) phrase {
	for !p.empty() {
		w := strings.ToLower(f.doc.Word(p.last - 1))
		if w != "of" && w != "and" && w != "&" && w != "or" && !determiners[w] && !adverb(f.doc.Word(p.last-1)) && f.doc.Tokens[p.last-1].Kind != segment.Clitic {
			break
		}
		p.last--
	}
	return p
}

func adverb(w string) bool {
	switch w {
	case "rally", "assembly", "family", "ally", "bully", "reply", "monopoly", "daily", "weekly", "monthly":
		return false
	}
	return strings.HasSuffix(w, "ly") && !capital(w)
}

func words(s string) map[string]bool { return set(s) }

var (
	pronouns    = words(`me him her them us you it himself herself themselves everyone everybody anyone`)
	possessives = words(`his her its their our my your`)
	determiners = words(`the a an his her its their our my your this that these those some several many all every any one two three no another`)
)

package eval

import (
	"strings"
	"unicode"

	"quoth"
)

// Form says how a source is worded.
type Form string

// The forms, as in PolNeAR's source_type. Where gold does not give the form it
// is taken from the words: a source that is one pronoun; one with a proper
// noun; any other.
const (
	NamedForm   Form = "named"
	PronounForm Form = "pronoun"
	NominalForm Form = "nominal"
	NoForm      Form = "none"
)

// formOf finds the form of a source. lower holds the words that the article
// writes in lower case.
func formOf(text string, spans []quoth.Span, lower map[string]bool) Form {
	if len(spans) == 0 {
		return NoForm
	}
	words := strings.FieldsFunc(quoth.Words(text, spans), notLetter)
	if len(words) == 1 && isPronoun(strings.ToLower(words[0])) {
		return PronounForm
	}
	opens := opensSentence(text, spans[0].Start)
	for i, w := range words {
		if !startsUpper(w) || isPronoun(strings.ToLower(w)) || functionWord(strings.ToLower(w)) {
			continue
		}
		if i > 0 || !opens || !lower[strings.ToLower(w)] {
			return NamedForm
		}
	}
	return NominalForm
}

func notLetter(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' && r != '-'
}

// lowerWords collects the words that a text writes in lower case.
func lowerWords(text string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsFuncSeq(text, notLetter) {
		if startsLower(w) {
			out[w] = true
		}
	}
	return out
}

// opensSentence reports whether nothing, or the end of a sentence or an opening
// mark, stands before byte i.
func opensSentence(text string, i int) bool {
	before := strings.TrimRight(text[:i], " \u00a0\t\"'“”‘’«»(")
	if before == "" || before[len(before)-1] == '\n' {
		return true
	}
	return strings.ContainsRune(".!?:", rune(before[len(before)-1]))
}

func isPronoun(w string) bool {
	switch w {
	case "i", "we", "you", "he", "she", "it", "they", "him", "her", "them", "me", "us",
		"his", "hers", "its", "their", "theirs", "my", "our", "your", "who", "whom", "whose", "which", "that",
		"this", "these", "those", "himself", "herself", "itself", "themselves", "one":
		return true
	}
	return false
}

func functionWord(w string) bool {
	switch w {
	case "the", "a", "an", "some", "many", "most", "several", "all", "both", "no", "other", "another", "few", "more", "two", "three":
		return true
	}
	return false
}

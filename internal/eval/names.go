package eval

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// nameTokens gives the words of a name in the form in which names are compared:
// lower case, without articles in front, quotation marks, possessive endings,
// punctuation and suffixes such as "Jr." and "Inc."; for persons also without
// titles in front. One word always stays.
func nameTokens(name string, person bool) []string {
	words := strings.FieldsFunc(name, separates)
	words = slices.DeleteFunc(words, func(w string) bool { return bareWord(w) == "" })
	for len(words) > 1 && leads(words, person) {
		words = words[1:]
	}
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = bareWord(w)
	}
	for len(out) > 1 && nameSuffix(out[len(out)-1]) {
		out = out[:len(out)-1]
	}
	return out
}

// nameKey joins the words of nameTokens: equal keys, equal names.
func nameKey(name string, person bool) string {
	return strings.Join(nameTokens(name, person), " ")
}

// leads reports whether the first word is an article, or a title before a
// capitalised word.
func leads(words []string, person bool) bool {
	switch w := bareWord(words[0]); w {
	case "the", "a", "an":
		return true
	default:
		return person && isTitle(w) && !startsLower(words[1])
	}
}

func separates(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune(",;:()[]{}/—–\"“”„«»", r)
}

// bareWord is a word in lower case without possessive ending, apostrophes and
// full stops.
func bareWord(w string) string {
	w = strings.ToLower(w)
	for _, ending := range []string{"'s", "’s"} {
		w = strings.TrimSuffix(w, ending)
	}
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(".'’‘`´?!", r) {
			return -1
		}
		return r
	}, w)
}

func startsLower(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

func isTitle(w string) bool {
	switch w {
	case "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "baroness",
		"president", "vice", "deputy", "then", "then-president", "former", "ex-president", "acting",
		"senator", "sen", "representative", "rep", "congressman", "congresswoman", "governor", "gov",
		"mayor", "judge", "justice", "secretary", "minister", "prime", "premier", "chancellor", "ambassador",
		"king", "queen", "prince", "princess", "pope", "emir", "sultan", "sheikh", "imam", "rabbi",
		"general", "gen", "lieutenant", "lt", "colonel", "col", "captain", "capt", "major", "maj",
		"sergeant", "sgt", "admiral", "adm", "commander", "officer", "detective", "inspector", "chief",
		"reverend", "rev", "father", "bishop", "archbishop", "cardinal", "sister",
		"councillor", "cllr", "chairman", "chairwoman", "speaker", "coach", "hon", "honourable", "honorable":
		return true
	}
	return false
}

func nameSuffix(w string) bool {
	switch w {
	case "jr", "sr", "ii", "iii", "iv", "inc", "ltd", "llc", "llp", "corp", "co", "plc":
		return true
	}
	return false
}

// withinName reports whether the words of the shorter name all stand in the
// longer one, the longer one's last word (the surname) among them.
func withinName(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == 0 || !slices.Contains(a, b[len(b)-1]) {
		return false
	}
	for _, w := range a {
		if !slices.Contains(b, w) {
			return false
		}
	}
	return true
}

// headNoun gives the word that says what a noun phrase is ("official" in "a
// senior official close to the campaign"), lower case and singular, and the
// bytes of the phrase where it stands. It is the last word before the first
// preposition, participle, relative pronoun or comma.
func headNoun(phrase string) (word string, start, end int) {
	for pos := 0; pos < len(phrase); {
		from := pos + strings.IndexFunc(phrase[pos:], func(r rune) bool { return !unicode.IsSpace(r) })
		if from < pos {
			break
		}
		to := len(phrase)
		if n := strings.IndexFunc(phrase[from:], unicode.IsSpace); n >= 0 {
			to = from + n
		}
		pos = to
		w := strings.Trim(bareWord(phrase[from:to]), ",;:()\"“”—–-")
		if word != "" && endsHead(w) {
			break
		}
		if w != "" && w != "the" && w != "a" && w != "an" {
			word, start, end = w, from, to
			if strings.ContainsAny(phrase[from:to], ",;:—") {
				break
			}
		}
	}
	return singular(word), start, end
}

func endsHead(w string) bool {
	switch w {
	case "of", "in", "from", "by", "with", "for", "at", "on", "to", "close", "familiar", "near", "about", "inside",
		"within", "across", "around", "among", "between", "against", "like", "under", "over", "after", "before", "as",
		"who", "whom", "whose", "that", "which", "where", "and", "or",
		"published", "released", "conducted", "obtained", "seen", "reviewed", "commissioned", "based", "briefed",
		"involved", "led", "made", "written", "living", "calling", "speaking", "attending", "working", "opposed":
		return true
	}
	return false
}

func singular(w string) string {
	switch {
	case len(w) < 4 || strings.HasSuffix(w, "ss"):
		return w
	case strings.HasSuffix(w, "ies"):
		return strings.TrimSuffix(w, "ies") + "y"
	case strings.HasSuffix(w, "sses"):
		return strings.TrimSuffix(w, "es")
	}
	return strings.TrimSuffix(w, "s")
}

// isNarrator reports whether a name stands for the journalist.
func isNarrator(name string) bool { return name == "(narrator)" || name == "narrator" }

// wordsAgree reports whether two wordings overlap: at least half of the words
// of the shorter one, small words aside, stand in the other too.
func wordsAgree(a, b string) bool {
	x, y := contentWords(a), contentWords(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) == 0 {
		return nameKey(a, false) == nameKey(b, false)
	}
	n := 0
	for _, w := range x {
		if slices.Contains(y, w) {
			n++
		}
	}
	return 2*n >= len(x)
}

func contentWords(s string) []string {
	return slices.DeleteFunc(nameTokens(s, false), func(w string) bool {
		switch w {
		case "the", "a", "an", "of", "in", "on", "at", "to", "with", "for", "from", "by", "and", "or", "during":
			return true
		}
		return false
	})
}

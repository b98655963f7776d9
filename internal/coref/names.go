package coref

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth"
	"quoth/internal/segment"
)

// name is a proper name as it stands at one place: "London Mayor Sadiq Khan".
type name struct {
	span   quoth.Span // the name without titles
	whole  quoth.Span // with the titles before it
	text   string     // the words of span, white space folded
	words  []string
	titles []string // lower case
	token  int      // first token of whole
	last   int      // behind the last token
	person bool     // a person for certain: by title or first name
	org    bool     // an organization for certain
	place  bool     // a place for certain: a street, a river
	entity int      // index of the entity, -1 for unknown
}

// findNames finds the proper names of a document, in text order.
func (l *lexicon) findNames(doc *segment.Doc) []name {
	var out []name
	mid := midCapitals(doc)
	for _, s := range doc.Sentences {
		for i := s.First; i < s.Last; {
			last := l.runEnd(doc, i, s)
			if last == i+1 && i == s.First && l.startsOnly(doc, i, mid) {
				last = i
			}
			if last == i {
				i++
				continue
			}
			out = append(out, l.namesOf(doc, i, last)...)
			i = last
		}
	}
	return out
}

// midCapitals gives the words that stand with a capital letter within sentences:
// such a word is a name at the start of a sentence, too.
func midCapitals(doc *segment.Doc) map[string]bool {
	mid := map[string]bool{}
	for _, s := range doc.Sentences {
		if doc.Paragraphs[s.Paragraph].Kind == segment.Title {
			continue
		}
		for i := s.First + 1; i < s.Last; i++ {
			if isCapital(doc, i) && doc.Tokens[i-1].Kind != segment.Mark {
				mid[doc.Word(i)] = true
			}
		}
	}
	return mid
}

// startsOnly reports whether the word at the start of a sentence is capitalised
// nowhere else, and neither a first name nor followed by a possessive.
func (l *lexicon) startsOnly(doc *segment.Doc, i int, mid map[string]bool) bool {
	w := doc.Word(i)
	if nobody[strings.ToLower(w)] {
		return true
	}
	if mid[w] || l.first[w] != 0 || strings.ToUpper(w) == w || l.is(strings.ToLower(w), place) {
		return false
	}
	return strings.HasSuffix(w, "ing") || strings.HasSuffix(w, "ed") || strings.HasSuffix(w, "ly") || strings.HasSuffix(w, "s") ||
		i+1 < len(doc.Tokens) && doc.Tokens[i+1].Kind == segment.Word && !isCapital(doc, i+1) && l.isNoun(strings.ToLower(doc.Word(i+1)))
}

// isNoun reports whether a word is one of the nouns that the rules know.
func (l *lexicon) isNoun(w string) bool {
	return l.is(w, personNoun) || l.is(w, groupNoun) || l.is(w, docNoun) || l.is(w, orgNoun)
}

// maxName is the most tokens that a name has.
const maxName = 16

// runEnd gives the end of the run of capitalised words that starts at token i,
// i itself if none does. Links like "of" and "bin" go on if a capital follows.
func (l *lexicon) runEnd(doc *segment.Doc, i int, s segment.Sentence) int {
	if !isCapital(doc, i) {
		return i
	}
	first := strings.ToLower(doc.Word(i))
	shout := len(first) > 1 && strings.ToUpper(doc.Word(i)) == doc.Word(i) && first != "i" && first != "a"
	if l.is(first, notName) && !(shout && i+1 < s.Last && !isCapital(doc, i+1)) && !(l.is(first, affiliate) && i+1 < s.Last && isCapital(doc, i+1)) {
		return i
	}
	end := i + 1
	for end < s.Last && end < i+maxName {
		w := doc.Word(end)
		switch {
		case doc.Tokens[end-1].End != doc.Tokens[end].Start && strings.ContainsAny(doc.Text[doc.Tokens[end-1].End:doc.Tokens[end].Start], "\n\r"):
			return end
		case isCapital(doc, end) && !(l.is(strings.ToLower(w), notName) && w != "A."):
			end++
		case isCapital(doc, end) && l.first[doc.Word(end-1)] != 0 && surnames[w]:
			end++
		case l.is(w, link) && end+1 < s.Last && isCapital(doc, end+1) && !l.is(strings.ToLower(doc.Word(end+1)), notName):
			if (w == "of" || w == "the" || w == "for") && !l.linksOrg(doc, i, end) {
				return end
			}
			if w == "and" && !l.joinsOrg(doc, i, end, s.Last) {
				return end
			}
			end += 2
		case w == "of" && end+2 < s.Last && doc.Word(end+1) == "the" && isCapital(doc, end+2) && l.linksOrg(doc, i, end):
			end += 3
		case nickname(doc, end):
			end = nicknameEnd(doc, end)
		default:
			return end
		}
	}
	return end
}

// surnames are surnames that are months or days as well: Theresa May.
var surnames = set("May March April June August Friday Monday Sunday Christmas Now Day Long")

// linksOrg reports whether "of" at end goes on with the name of an organization:
// "University of Leeds", but not "Mayor of London".
func (l *lexicon) linksOrg(doc *segment.Doc, i, end int) bool {
	w := strings.ToLower(doc.Word(end - 1))
	return l.is(w, orgWord) && !l.is(w, title)
}

// joinsOrg reports whether "and" at end joins words of one organization's name:
// "Fish and Wildlife Service". The words before are no organization by themselves.
func (l *lexicon) joinsOrg(doc *segment.Doc, first, end, last int) bool {
	for i := first; i < end; i++ {
		if l.first[doc.Word(i)] != 0 {
			return false
		}
	}
	if l.is(strings.ToLower(doc.Word(end-1)), orgWord) {
		return false
	}
	i := end + 1
	for i < last && isCapital(doc, i) {
		i++
	}
	return l.is(strings.ToLower(doc.Word(i-1)), orgWord)
}

// nickname reports whether a quotation that holds one or two words starts at
// token i, inside a name: Robert C. "Bobby" Scott.
func nickname(doc *segment.Doc, i int) bool {
	end := nicknameEnd(doc, i)
	return end > i && isCapital(doc, i-1) && end < len(doc.Tokens) && isCapital(doc, end) && isCapital(doc, i+1)
}

func nicknameEnd(doc *segment.Doc, i int) int {
	q := doc.Tokens[i].Quote
	if doc.Tokens[i].Kind != segment.Mark || q < 0 || doc.Quotes[q].Open != doc.Tokens[i].Span {
		return i
	}
	for end := i + 1; end < len(doc.Tokens) && end <= i+4; end++ {
		if doc.Tokens[end].Span == doc.Quotes[q].Close {
			return end + 1
		}
	}
	return i
}

func isCapital(doc *segment.Doc, i int) bool {
	if i < 0 || i >= len(doc.Tokens) || doc.Tokens[i].Kind != segment.Word {
		return false
	}
	r, _ := utf8.DecodeRuneInString(doc.Word(i))
	return unicode.IsUpper(r) || unicode.Is(unicode.Lo, r)
}

// namesOf reads a run of capitalised words: titles, then the name.
func (l *lexicon) namesOf(doc *segment.Doc, first, last int) []name {
	n := name{token: first, last: last, entity: -1}
	start := first
	for i := first; i < last-1; i++ {
		if w := strings.ToLower(doc.Word(i)); l.is(w, title) && !l.continuesOrg(doc, i, last) {
			start = i + 1
		}
	}
	for start < last-1 && l.is(strings.ToLower(doc.Word(start)), affiliate) && l.first[doc.Word(start+1)] != 0 {
		start++
	}
	if start == first && last-first == 3 && l.first[doc.Word(first)] == 0 && l.first[doc.Word(first+1)] != 0 &&
		!l.is(strings.ToLower(doc.Word(last-1)), orgWord) {
		start++ // "Comptroller Roy Beck"
	}
	for i := first; i < start; i++ {
		n.titles = append(n.titles, strings.ToLower(doc.Word(i)))
	}
	if start == last-1 && start == first && l.is(strings.ToLower(doc.Word(start)), title) {
		return nil // a title alone: "the President"
	}
	for i := start; i < last; i++ {
		if doc.Tokens[i].Kind == segment.Word {
			n.words = append(n.words, doc.Word(i))
		}
	}
	if len(n.words) == 0 {
		return nil
	}
	n.span = quoth.Span{Start: doc.Tokens[start].Start, End: doc.Tokens[last-1].End}
	n.whole = quoth.Span{Start: doc.Tokens[first].Start, End: n.span.End}
	n.text = strings.Join(strings.Fields(n.span.In(doc.Text)), " ")
	l.classify(&n)
	return []name{n}
}

// continuesOrg reports whether the title word at i belongs to the name of an
// organization: "Prime Minister's Office", "Chief Whip".
func (l *lexicon) continuesOrg(doc *segment.Doc, i, last int) bool {
	for j := i + 1; j < last; j++ {
		if w := strings.ToLower(doc.Word(j)); l.is(w, orgWord) && l.first[doc.Word(j)] == 0 && j == last-1 {
			return true
		}
	}
	return false
}

func (l *lexicon) classify(n *name) {
	for _, w := range n.words {
		if lw := strings.ToLower(w); l.is(lw, orgWord) || l.is(lw, place) && len(n.words) == 1 {
			n.org = true
		}
	}
	if len(n.words) == 1 && l.first[n.words[0]] == 0 && len(n.titles) == 0 {
		n.org = n.org || strings.HasSuffix(n.words[0], "ese") || strings.HasSuffix(n.words[0], "ian") || strings.HasSuffix(n.words[0], "ish")
	}
	if len(n.words) == 1 && len(n.words[0]) > 1 && strings.ToUpper(n.words[0]) == n.words[0] {
		n.org = true
	}
	if w := strings.ToLower(n.words[len(n.words)-1]); l.is(w, placeWord) {
		n.place = true
		n.person = len(n.titles) > 0
		n.org = !n.person
		return
	}
	if len(n.titles) > 0 && l.is(n.titles[len(n.titles)-1], title) {
		n.person, n.org = true, false
	}
	if len(n.words) > 1 && len(n.words) < 5 && l.first[n.words[0]] != 0 && !n.org {
		n.person = true
	}
}

// gender is what the titles of n make known.
func (l *lexicon) titleGender(n *name) string {
	for _, t := range n.titles {
		if g := l.gender[t]; g != "" {
			return g
		}
	}
	return ""
}

package coref

import (
	"sort"
	"strings"

	"quoth"
	"quoth/internal/segment"
)

// source gives the entities of the source s of attribution i.
func (r *resolver) source(i int, s quoth.Span) []int {
	first, last := r.tokens(s)
	if last-first == 1 {
		if list, ok := r.pronounSource(i, first); ok {
			return list
		}
	}
	if list := r.coordinated(first, last); list != nil {
		return r.asSources(list)
	}
	head := r.headEnd(first, last)
	if n := r.nameEndingAt(first, head); n != nil {
		if n.entity < 0 {
			return nil
		}
		r.appositions(n.entity, head, last)
		return r.asSources([]int{n.entity})
	}
	if n := r.nameInApposition(head, last); n != nil {
		if n.entity >= 0 {
			r.addRole(n.entity, strings.TrimSpace(r.phrase(first, r.commaBefore(n.token))))
			return r.asSources([]int{n.entity})
		}
		return nil
	}
	if n := r.nameAtEnd(first, head, last); n != nil {
		r.addRole(n.entity, strings.TrimSpace(r.phrase(first, n.token)))
		return r.asSources([]int{n.entity})
	}
	if e := r.description(first, head, last); e >= 0 {
		return r.asSources([]int{e})
	}
	return nil
}

// nameAtEnd gives the person named behind a role with a preposition:
// "professor in linguistics Eleni Petraki".
func (r *resolver) nameAtEnd(first, head, last int) *name {
	end := head
	for end < last && r.doc.Word(end) != "," {
		if w := r.doc.Word(end); w == "who" || w == "whose" || w == "which" || w == "and" {
			return nil
		}
		end++
	}
	n := r.nameEndingAt(head, end)
	if n == nil || n.entity < 0 || !n.person || n.token == head || !r.is(strings.ToLower(r.doc.Word(head-1)), personNoun) {
		return nil
	}
	if before := strings.ToLower(r.doc.Word(n.token - 1)); headStops[before] || articles[before] || r.doc.Tokens[n.token-1].Kind == segment.Clitic {
		return nil
	}
	return n
}

// tokens gives the tokens of a source, without a possessive or comma at its end.
func (r *resolver) tokens(s quoth.Span) (first, last int) {
	first, last = r.doc.TokenAt(s.Start), r.doc.TokenAt(s.End-1)+1
	for last > first+1 && (r.doc.Tokens[last-1].Kind == segment.Clitic || r.doc.Tokens[last-1].Kind == segment.Punct) {
		last--
	}
	return first, last
}

// asSources marks entities as sources, so that they are kept.
func (r *resolver) asSources(list []int) []int {
	for _, e := range list {
		r.entities[e].source = true
	}
	return list
}

// headEnd gives the end of the head of a noun phrase: before the first comma,
// relative pronoun or preposition.
func (r *resolver) headEnd(first, last int) int {
	for i := first + 1; i < last; i++ {
		t := r.doc.Tokens[i]
		w := strings.ToLower(r.doc.Word(i))
		if w == "," || w == "who" || w == "whose" || w == "which" || w == "that" || t.Kind == segment.Punct && w != "&" && w != "$" && w != "%" {
			return i
		}
		if headStops[w] && !r.insideName(i) {
			return i
		}
	}
	return last
}

// headStops are prepositions and participles that end the head of a noun phrase.
var headStops = set(`of for from at in on to with by about near under inside outside within around against between among
	over after before behind including speaking working living based familiar close`)

// insideName reports whether token i stands in the middle of a name:
// "Department of Justice".
func (r *resolver) insideName(i int) bool {
	n := r.nameAt(i)
	return n != nil && n.last > i+1
}

// nameAt gives the name that token i belongs to.
func (r *resolver) nameAt(i int) *name {
	lo, hi := 0, len(r.names)
	for lo < hi {
		mid := (lo + hi) / 2
		if r.names[mid].last <= i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(r.names) && r.names[lo].token <= i {
		return &r.names[lo]
	}
	return nil
}

// nameEndingAt gives the name that the phrase [first, last) ends with.
func (r *resolver) nameEndingAt(first, last int) *name {
	if last <= first {
		return nil
	}
	if n := r.nameAt(last - 1); n != nil && n.last == last && n.token >= first {
		return n
	}
	if n := r.nameAt(last - 1); n != nil && n.last >= last && n.token >= first {
		return n
	}
	// "Khan himself", "Cook, 52"
	if w := strings.ToLower(r.doc.Word(last - 1)); last-first > 1 && (w == "himself" || w == "herself" || w == "itself") {
		return r.nameEndingAt(first, last-1)
	}
	return nil
}

// nameInApposition gives the person named behind a description:
// "the mayor of Leeds, Ann Lee,".
func (r *resolver) nameInApposition(head, last int) *name {
	for i := head; i < last; i++ {
		if r.doc.Word(i) != "," || i+1 >= last {
			continue
		}
		if n := r.nameAt(i + 1); n != nil && n.token == i+1 && (n.last >= last || r.doc.Word(n.last) == ",") && !n.org &&
			(n.person || len(n.words) > 1) {
			return n
		}
	}
	return nil
}

// commaBefore gives the token of the comma before token i.
func (r *resolver) commaBefore(i int) int {
	if i > 0 && r.doc.Word(i-1) == "," {
		return i - 1
	}
	return i
}

// phrase gives the words of tokens [first, last) without a leading article.
func (r *resolver) phrase(first, last int) string {
	if first < last && articles[strings.ToLower(r.doc.Word(first))] {
		first++
	}
	if first >= last {
		return ""
	}
	s := quoth.Span{Start: r.doc.Tokens[first].Start, End: r.doc.Tokens[last-1].End}
	return strings.Join(strings.Fields(s.In(r.doc.Text)), " ")
}

var articles = set("the a an")

// appositions keeps the role and gender that the words behind a name give:
// "Ann Lee, a nurse from Leeds".
func (r *resolver) appositions(e, head, last int) {
	if head+1 >= last || r.doc.Word(head) != "," {
		return
	}
	end := head + 1
	for end < last && r.doc.Word(end) != "," {
		if r.doc.Tokens[end].Quote != r.doc.Tokens[head].Quote {
			return
		}
		end++
	}
	if end == head+1 || r.doc.Tokens[head+1].Sentence != r.doc.Tokens[end-1].Sentence {
		return
	}
	w := strings.ToLower(r.doc.Word(head + 1))
	if w == "who" || w == "whose" || w == "which" || r.doc.Tokens[head+1].Kind == segment.Number {
		return
	}
	if articles[w] || r.is(strings.ToLower(r.doc.Word(min(end, r.headEnd(head+1, end))-1)), personNoun) {
		r.addRole(e, r.phrase(head+1, end))
		if g := r.gender[strings.ToLower(r.doc.Word(r.headEnd(head+1, end)-1))]; g != "" && r.entities[e].Gender == "" {
			r.entities[e].Gender, r.entities[e].sex = quoth.Optional(g), g
		}
	}
}

// coordinated gives the entities of "Ann Lee and Bo Hall", nil if the phrase is
// something else, none if it stays open who they are.
func (r *resolver) coordinated(first, last int) []int {
	var list []int
	for i := first; i < last; {
		n := r.nameAt(i)
		if n == nil || n.token != i || n.last > last || n.entity < 0 {
			return nil
		}
		if contains(list, n.entity) {
			return []int{} // two people with one name, who are not told apart
		}
		list = append(list, n.entity)
		i = n.last
		for i < last && (r.doc.Word(i) == "," || r.doc.Word(i) == "and") {
			i++
		}
	}
	if len(list) < 2 {
		return nil
	}
	for i := first; i < last; i++ {
		if r.doc.Word(i) == "and" {
			return list
		}
	}
	return nil
}

// description finds or makes the entity of a noun phrase without a name: the
// person with that role, a group or document named before, or a new one.
// [first, head) is the phrase without what follows its noun, [first, last) all.
func (r *resolver) description(first, head, last int) int {
	noun := strings.ToLower(r.doc.Word(head - 1))
	det := strings.ToLower(r.doc.Word(first))
	definite := det == "the" || det == "this" || det == "that" || det == "these" || det == "those" || det == "both"
	span := quoth.Span{Start: r.doc.Tokens[first].Start, End: r.doc.Tokens[last-1].End}
	if i := r.doc.TokenAt(span.Start); i < len(r.doc.Tokens) {
		span.End = r.doc.Tokens[head-1].End
	}
	if definite && r.is(noun, personNoun) {
		if e, decided := r.byRole(first, head, span.Start); decided {
			if e >= 0 {
				r.addMention(e, span)
			}
			return e
		}
	}
	if definite && r.is(noun, orgNoun) {
		if e := r.lastOrganization(noun, span.Start); e >= 0 {
			r.addMention(e, span)
			return e
		}
	}
	text := r.phrase(first, head)
	if text == "" {
		return -1
	}
	if nobody[noun] {
		return -1
	}
	for _, e := range newest(r.described[noun]) {
		if have := r.entities[e]; definite && have.firstAt < span.Start || strings.EqualFold(have.Name, text) && have.Type != quoth.Unnamed {
			r.addMention(e, span)
			return e
		}
	}
	return r.newDescribed(text, noun, det, span)
}

// nobody are nouns that speak for nobody in particular: "history tells us".
var nobody = set("experience history saying proverb common-sense wisdom logic")

// newest gives the last few of the entities that share a noun.
func newest(list []int) []int { return list[max(0, len(list)-maxSame):] }

// addMention notes a mention that was found behind later ones.
func (r *resolver) addMention(e int, s quoth.Span) {
	r.mention(e, s, quoth.DescriptionMention)
}

func (r *resolver) newDescribed(text, noun, det string, span quoth.Span) int {
	e := entity{head: noun, roles: map[string]bool{}, firstAt: span.Start}
	e.Name = text
	switch {
	case r.is(noun, docNoun):
		e.Type = quoth.Document
	case r.is(noun, groupNoun) || strings.HasSuffix(noun, "s") && !r.is(noun, personNoun) && !strings.HasSuffix(noun, "ss"):
		e.Type, e.plural = quoth.Group, true
		if noun == "sources" || noun == "insiders" {
			e.Type = quoth.Unnamed
		}
	case r.is(noun, orgNoun):
		e.Type = quoth.Organization
	default:
		e.Type = quoth.Unnamed
		e.sex = r.gender[noun]
		e.Gender = quoth.Optional(e.sex)
	}
	r.entities = append(r.entities, e)
	at := len(r.entities) - 1
	r.described[noun] = append(r.described[noun], at)
	r.mention(at, span, quoth.DescriptionMention)
	return at
}

// byRole finds the person of a description like "the mayor": the only one with
// a role of that noun who was named before. It is undecided (false) if nobody
// has the role, and -1 if several do.
func (r *resolver) byRole(first, head, at int) (int, bool) {
	noun := strings.ToLower(r.doc.Word(head - 1))
	former := false
	for i := first; i < head; i++ {
		w := strings.ToLower(r.doc.Word(i))
		former = former || w == "former" || strings.HasPrefix(w, "then") || strings.HasPrefix(w, "ex-")
	}
	found := -1
	for _, i := range r.byRoleWord[noun] {
		e := &r.entities[i]
		if e.Type != quoth.Person || e.firstAt >= at {
			continue
		}
		for role := range e.roles {
			lower := strings.ToLower(role)
			words := strings.Fields(lower)
			isFormer := strings.Contains(lower, "former") || strings.Contains(lower, "then-") || strings.Contains(lower, "ex-")
			if !containsWord(words, noun) || former != isFormer && former {
				continue
			}
			if found >= 0 && found != i {
				return -1, true
			}
			found = i
		}
	}
	return found, found >= 0
}

func containsWord(words []string, w string) bool {
	for _, have := range words {
		if strings.Trim(have, ",") == w {
			return true
		}
	}
	return false
}

// lastOrganization finds the organization of a description like "the ministry":
// the last one before with that word in its name; for "the company" the last
// source that is an organization.
func (r *resolver) lastOrganization(noun string, at int) int {
	list := r.byOrgWord[noun]
	i := sort.Search(len(list), func(i int) bool { return r.names[list[i]].whole.Start >= at })
	if i == 0 {
		return -1
	}
	return r.names[list[i-1]].entity
}

// Package coref says who the sources of attributions are: it finds the proper
// names, descriptions and pronouns that refer to the same person, organization,
// group or document, and gives every source its entity.
//
// It works by rules, in the line of the multi-pass sieve (Lee et al. 2013): exact
// names first, then surnames, then descriptions by role, then pronouns by the
// last agreeing person. Where the text does not decide, the source stays open.
package coref

import (
	"sort"
	"strconv"
	"strings"

	"quoth"
	"quoth/internal/segment"
)

// Result says who the sources are.
type Result struct {
	Entities []quoth.Entity    // by first mention
	Sources  []quoth.EntityIDs // parallel to the attributions, empty for unknown
	mentions []quoth.Span      // of all entities, by start
	of       []string          // parallel to mentions: the ID of the entity
}

// Resolve finds the entities of the document and the source of each attribution.
// Attributions must be in text order, as tag gives them.
func Resolve(doc *segment.Doc, atts []quoth.Attribution) Result {
	r := &resolver{
		lexicon: words(), doc: doc, atts: atts,
		bySurname: map[string][]int{}, byFirst: map[string][]int{}, acronyms: map[string][]int{},
		sources: make([][]int, len(atts)), described: map[string][]int{}, byRoleWord: map[string][]int{}, byOrgWord: map[string][]int{},
	}
	r.names = r.findNames(doc)
	r.preferFull()
	r.cluster()
	r.noteRoles()
	r.noteSpeakers()
	r.run()
	r.silent()
	return r.result()
}

// At gives the entity of the mention that stands in s, none if there are several
// entities or none.
func (r Result) At(s quoth.Span) quoth.EntityIDs {
	var only string
	for i := sort.Search(len(r.mentions), func(i int) bool { return r.mentions[i].Start >= s.Start }); i < len(r.mentions) && r.mentions[i].Start < s.End; i++ {
		switch id := r.of[i]; {
		case !s.Contains(r.mentions[i]) || id == only:
		case only != "":
			return nil
		default:
			only = id
		}
	}
	if only == "" {
		return nil
	}
	return quoth.EntityIDs{only}
}

// resolver holds what is known of a document while it is read.
type resolver struct {
	*lexicon
	doc        *segment.Doc
	atts       []quoth.Attribution
	names      []name
	entities   []entity
	bySurname  map[string][]int // last word of a name → entities
	byFirst    map[string][]int // first word of a person's name → entities
	acronyms   map[string][]int
	byRoleWord map[string][]int // word of a role → persons
	byOrgWord  map[string][]int // word of a name → indices of names of organizations, in text order
	described  map[string][]int // head noun → entities that are only described
	mentions   []mention
	sources    [][]int // entities of each attribution
}

// mention is a mention in the making.
type mention struct {
	quoth.Mention
	entity   int
	sentence int
	quoted   bool
}

// preferFull gives names that are sources, or stand before an age or a relative
// clause, the benefit of being persons.
func (r *resolver) preferFull() {
	for i := range r.names {
		n := &r.names[i]
		if n.org || n.person {
			continue
		}
		w := r.wordAt(n.last)
		if w == "," && (r.wordAt(n.last+1) == "who" || n.last+1 < len(r.doc.Tokens) && r.doc.Tokens[n.last+1].Kind == segment.Number && r.wordAt(n.last+2) == ",") {
			n.person = true
		}
		if before := strings.ToLower(r.wordAt(n.token - 1)); before == "the" && len(n.words) > 0 && !n.person {
			n.org = true
		}
	}
}

// noteSpeakers marks the entities whose names are heads of sources.
func (r *resolver) noteSpeakers() {
	for _, a := range r.atts {
		if len(a.Source.Spans) == 0 {
			continue
		}
		first, last := r.tokens(a.Source.Spans[0])
		if n := r.nameEndingAt(first, r.headEnd(first, last)); n != nil && n.entity >= 0 {
			e := &r.entities[n.entity]
			e.speaks = true
			if e.place && len(e.words) == 2 && r.first[e.words[0]] != 0 {
				e.Type, e.place = quoth.Person, false // "Bo Hall" is no building
			}
		}
	}
}

// noteRoles gives persons the roles that stand directly before their names in
// lower case ("CIA director Mike Pompeo") or behind them ("Mike Pompeo, the CIA
// director,").
func (r *resolver) noteRoles() {
	for i := range r.names {
		n := &r.names[i]
		if n.entity < 0 || r.entities[n.entity].Type != quoth.Person || r.entities[n.entity].words == nil {
			continue
		}
		if noun := strings.ToLower(r.wordAt(n.token - 1)); n.token > 0 && r.is(noun, personNoun) {
			first := n.token - 1
			for first > 0 && n.token-first < 6 && r.inRole(first-1) {
				first--
			}
			r.addRole(n.entity, r.phrase(first, n.token))
			r.noteGender(n.entity, noun)
		}
		last := n.last
		for last < len(r.doc.Tokens) && last < n.last+16 && (last == n.last || r.doc.Word(last) != ",") && r.doc.Word(last) != "." {
			last++
		}
		r.appositions(n.entity, n.last, last)
	}
}

// inRole reports whether token i can be part of a role in front of a name.
func (r *resolver) inRole(i int) bool {
	t := r.doc.Tokens[i]
	w := strings.ToLower(r.doc.Word(i))
	if t.Kind != segment.Word || t.Sentence < 0 || articles[w] {
		return false
	}
	return isCapital(r.doc, i) && !r.is(w, notName) || r.is(w, personNoun) || roleWords[w]
}

var roleWords = set(`former then deputy vice prime senior chief executive campaign foreign defence defense health finance
	managing general assistant associate national state city county district press opposition party co-founder`)

func (r *resolver) noteGender(e int, noun string) {
	if g := r.gender[noun]; g != "" && r.entities[e].Gender == "" {
		r.entities[e].Gender, r.entities[e].sex = quoth.Optional(g), g
	}
}

func (r *resolver) wordAt(i int) string {
	if i < 0 || i >= len(r.doc.Tokens) {
		return ""
	}
	return r.doc.Word(i)
}

// event is a place where something is resolved: a name, a pronoun or the source
// of an attribution.
type event struct {
	at   int // byte
	name int // index of a name, -1
	att  int // index of an attribution, -1
	he   int // token of "he" or "she", -1
}

// run goes over names, pronouns and sources in text order.
func (r *resolver) run() {
	r.indexOrganizations()
	for _, e := range r.events() {
		switch {
		case e.name >= 0:
			if n := &r.names[e.name]; n.entity >= 0 {
				r.mention(n.entity, n.whole, quoth.NameMention)
			}
		case e.he >= 0:
			r.pronoun(e.he)
		default:
			r.sources[e.att] = r.source(e.att, r.atts[e.att].Source.Spans[0])
		}
	}
	r.sortMentions()
}

// events gives the names, pronouns and sources of the document in text order; at
// one place names come first, then pronouns, then the sources that hold them.
func (r *resolver) events() []event {
	var events []event
	for i := range r.names {
		events = append(events, event{at: r.names[i].whole.Start, name: i, att: -1, he: -1})
	}
	for i, t := range r.doc.Tokens {
		if t.Quote >= 0 || t.Sentence < 0 || t.Len() > 3 {
			continue
		}
		if w := strings.ToLower(r.doc.Word(i)); w == "he" || w == "she" {
			events = append(events, event{at: t.Start, name: -1, att: -1, he: i})
		}
	}
	for i, a := range r.atts {
		if len(a.Source.Spans) > 0 {
			events = append(events, event{at: a.Source.Spans[0].Start, name: -1, att: i, he: -1})
		}
	}
	sort.SliceStable(events, func(a, b int) bool { return events[a].at < events[b].at })
	return events
}

func (r *resolver) sortMentions() {
	sort.SliceStable(r.mentions, func(a, b int) bool { return r.mentions[a].Start < r.mentions[b].Start })
}

// indexOrganizations notes where organizations are named, by the words of their
// names.
func (r *resolver) indexOrganizations() {
	for i, n := range r.names {
		if n.entity < 0 || r.entities[n.entity].Type != quoth.Organization {
			continue
		}
		for _, w := range r.entities[n.entity].words {
			w = strings.ToLower(w)
			r.byOrgWord[w] = append(r.byOrgWord[w], i)
		}
	}
}

// mention notes a mention of an entity.
func (r *resolver) mention(e int, s quoth.Span, kind quoth.MentionKind) {
	t := r.doc.TokenAt(s.Start)
	sentence, quoted := -1, false
	if t < len(r.doc.Tokens) {
		sentence, quoted = int(r.doc.Tokens[t].Sentence), r.doc.Tokens[t].Quote >= 0
	}
	r.mentions = append(r.mentions, mention{
		Mention: quoth.Mention{Span: s, Kind: kind}, entity: e, sentence: sentence, quoted: quoted,
	})
}

// silent gives statements without a source of their own their speaker, where the
// text leaves no doubt: a quotation that runs on from another's, or that stands
// alone behind one, with nobody else named between.
func (r *resolver) silent() {
	byID := map[quoth.Optional]int{}
	for i, a := range r.atts {
		byID[quoth.Optional(a.ID)] = i
	}
	for i, a := range r.atts {
		if len(a.Source.Spans) > 0 || len(a.Content.Spans) == 0 {
			continue
		}
		if j, ok := byID[a.PartOf]; ok && a.PartOf != "" {
			r.sources[i] = r.sources[j]
			continue
		}
		if len(a.Cue.Spans) == 0 && a.Kind == quoth.Direct {
			r.sources[i] = r.before(i)
		}
	}
}

// before gives the speaker of a quotation that stands alone.
func (r *resolver) before(i int) []int {
	start := r.atts[i].Content.Spans[0].Start
	paragraph := r.doc.ParagraphAt(start)
	if named := r.namedBefore(paragraph, start); named >= 0 {
		return []int{named}
	} else if named == several {
		return nil
	}
	for j := i - 1; j >= max(0, i-maxBack); j-- {
		a := r.atts[j]
		if a.Within != "" || len(a.Content.Spans) == 0 {
			continue
		}
		end := max(a.Content.Spans[len(a.Content.Spans)-1].End, quoth.Hull(a.Source.Spans).End)
		if paragraph-r.doc.ParagraphAt(end-1) > 1 || len(r.sources[j]) != 1 || r.entities[r.sources[j][0]].Type != quoth.Person {
			return nil
		}
		if r.othersNamed(a.Content.Spans[0].Start, start, r.sources[j][0]) {
			return nil
		}
		return r.sources[j]
	}
	return nil
}

const several = -2

// How many attributions and mentions are looked at, going back.
const (
	maxBack     = 60
	maxMentions = 300
)

// namedBefore gives the only person named in the paragraph before the byte at,
// -1 for none, several for more.
func (r *resolver) namedBefore(paragraph, at int) int {
	found := -1
	p := r.doc.Paragraphs[paragraph]
	for _, m := range r.mentionsIn(quoth.Span{Start: p.Start, End: at}) {
		if m.quoted || r.entities[m.entity].Type != quoth.Person {
			continue
		}
		if found >= 0 && found != m.entity {
			return several
		}
		found = m.entity
	}
	return found
}

// othersNamed reports whether a person other than e is named outside quotations
// between two places.
func (r *resolver) othersNamed(start, end, e int) bool {
	for _, m := range r.mentionsIn(quoth.Span{Start: start, End: end}) {
		if !m.quoted && m.entity != e && r.entities[m.entity].Type == quoth.Person {
			return true
		}
	}
	return false
}

// mentionsIn gives the mentions that start in s, the last few hundred of them.
func (r *resolver) mentionsIn(s quoth.Span) []mention {
	first := sort.Search(len(r.mentions), func(i int) bool { return r.mentions[i].Start >= s.Start })
	last := sort.Search(len(r.mentions), func(i int) bool { return r.mentions[i].Start >= s.End })
	return r.mentions[max(first, last-maxMentions):max(first, last)]
}

// result numbers the entities by their first mention and leaves out names that
// are no source and may be anything.
func (r *resolver) result() Result {
	for i := range r.mentions {
		m := &r.mentions[i]
		e := &r.entities[m.entity]
		e.Mentions = append(e.Mentions, m.Mention)
	}
	var order []int
	for i := range r.entities {
		e := &r.entities[i]
		if len(e.Mentions) == 0 || !r.kept(e) {
			continue
		}
		sort.Slice(e.Mentions, func(a, b int) bool { return e.Mentions[a].Start < e.Mentions[b].Start })
		order = append(order, i)
	}
	sort.SliceStable(order, func(a, b int) bool {
		return r.entities[order[a]].Mentions[0].Start < r.entities[order[b]].Mentions[0].Start
	})
	ids := map[int]string{}
	out := Result{Entities: []quoth.Entity{}, Sources: make([]quoth.EntityIDs, len(r.atts))}
	for n, i := range order {
		ids[i] = "e" + strconv.Itoa(n+1)
		out.Entities = append(out.Entities, r.finished(i, ids[i]))
	}
	for _, m := range r.mentions {
		if id, ok := ids[m.entity]; ok {
			out.mentions, out.of = append(out.mentions, m.Span), append(out.of, id)
		}
	}
	for i, list := range r.sources {
		for _, e := range list {
			if id, ok := ids[e]; ok {
				out.Sources[i] = append(out.Sources[i], id)
			}
		}
	}
	return out
}

// kept reports whether an entity goes into the record: sources, and names that
// are a person's or an organization's.
func (r *resolver) kept(e *entity) bool {
	switch {
	case e.source || e.words == nil:
		return true
	case e.place:
		return e.Gender != "" || len(e.roles) > 0
	case e.Type == quoth.Person:
		return e.Gender != "" || len(e.roles) > 0 || len(e.words) > 1 && r.first[e.words[0]] != 0
	}
	return !(len(e.words) == 1 && r.is(strings.ToLower(e.words[0]), place))
}

// finished fills the aliases of an entity.
func (r *resolver) finished(i int, id string) quoth.Entity {
	e := r.entities[i].Entity
	e.ID = id
	seen := map[string]bool{e.Name: true}
	add := func(alias string) {
		if alias != "" && !seen[alias] {
			seen[alias] = true
			e.Aliases = append(e.Aliases, alias)
		}
	}
	for _, m := range e.Mentions {
		if m.Kind == quoth.PronounMention {
			continue
		}
		add(strings.Join(strings.Fields(m.In(r.doc.Text)), " "))
	}
	if e.Aliases == nil {
		e.Aliases = []string{}
	}
	if e.Roles == nil {
		e.Roles = []string{}
	}
	return e
}

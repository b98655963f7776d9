package coref

import (
	"strings"

	"quoth"
)

// entity is an entity in the making.
type entity struct {
	quoth.Entity
	words   []string // of the fullest name; nil for descriptions
	head    string   // head noun of a description, lower case
	sex     string   // known or suggested gender, for agreement only
	roles   map[string]bool
	plural  bool
	place   bool
	source  bool // of an attribution
	speaks  bool // its name stands as the source of an attribution
	count   int  // mentions by name
	firstAt int  // where the first mention starts
}

// suffixes stand behind a surname.
var suffixes = set("jr. jr sr. sr ii iii iv")

// surname gives the last word of a person's name, without "Jr.".
func surname(words []string) string {
	for i := len(words) - 1; i > 0; i-- {
		if !suffixes[strings.ToLower(words[i])] {
			return words[i]
		}
	}
	return words[0]
}

// cluster puts names together that name the same person or organization: first
// the full ones, then those of one word. A surname that two people share stays
// open, unless a title or the order of the text decides.
func (r *resolver) cluster() {
	for i := range r.names {
		if n := &r.names[i]; len(n.words) > 1 {
			n.entity = r.fullName(n)
		}
	}
	for i := range r.names {
		if n := &r.names[i]; len(n.words) == 1 {
			n.entity = r.shortName(n)
		}
	}
	for i := range r.names {
		if n := &r.names[i]; n.entity >= 0 {
			r.noteTitles(n)
		}
	}
}

// fullName finds or makes the entity of a name of several words.
func (r *resolver) fullName(n *name) int {
	for _, e := range first(r.bySurname[surname(n.words)], maxSame) {
		if have := r.entities[e].words; sameName(have, n.words) {
			if len(n.words) > len(have) {
				r.entities[e].words, r.entities[e].Name = n.words, n.text
			}
			r.entities[e].count++
			return e
		}
	}
	return r.newNamed(n)
}

// maxSame is the most entities of one surname that a name is compared with.
const maxSame = 32

func first(list []int, n int) []int { return list[:min(len(list), n)] }

// sameName reports whether two full names can be one person's: the shorter one's
// words stand in the longer one in order, an initial for a word.
func sameName(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if suffixed(a) != suffixed(b) {
		return false
	}
	j := 0
	for _, w := range a {
		for j < len(b) && !sameWord(w, b[j]) {
			j++
		}
		if j == len(b) {
			return false
		}
		j++
	}
	return sameWord(a[0], b[0]) || len(a) == len(b) || len(a) > 1
}

func suffixed(words []string) bool { return suffixes[strings.ToLower(words[len(words)-1])] }

func sameWord(a, b string) bool {
	if a == b {
		return true
	}
	a, b = strings.TrimSuffix(a, "."), strings.TrimSuffix(b, ".")
	return len(a) == 1 && strings.HasPrefix(b, a) || len(b) == 1 && strings.HasPrefix(a, b)
}

// shortName finds the entity of a name of one word: the person with that
// surname, or first name, or the organization with that word.
func (r *resolver) shortName(n *name) int {
	w := n.words[0]
	candidates := r.bySurname[w]
	if len(candidates) == 0 && strings.ToUpper(w) == w && len(w) > 3 {
		low := w[:1] + strings.ToLower(w[1:])
		if candidates = r.bySurname[low]; len(candidates) == 0 && !n.org {
			candidates = r.byFirst[low]
		}
	}
	if len(candidates) == 0 && !n.org {
		candidates = r.byFirst[w]
	}
	if n.org && len(candidates) == 0 {
		candidates = r.acronyms[w]
	}
	switch len(candidates) {
	case 0:
		return r.newNamed(n)
	case 1:
		e := &r.entities[candidates[0]]
		if g := r.titleGender(n); g != "" && e.sex != "" && g != e.sex {
			return -1
		}
		e.count++
		return candidates[0]
	}
	return r.choose(n, first(candidates, maxSame))
}

// choose decides between people who share a surname: by the gender of a title,
// or since only one was named before. Otherwise the name stays open.
func (r *resolver) choose(n *name, candidates []int) int {
	if g := r.titleGender(n); g != "" {
		only := -1
		for _, c := range candidates {
			if r.entities[c].sex == g {
				if only >= 0 {
					only = -2
					break
				}
				only = c
			}
		}
		if only >= 0 {
			return only
		}
	}
	before := -1
	for _, c := range candidates {
		if r.entities[c].firstAt < n.whole.Start {
			if before >= 0 {
				return -1
			}
			before = c
		}
	}
	return before
}

// newNamed makes an entity of a name.
func (r *resolver) newNamed(n *name) int {
	e := entity{words: n.words, roles: map[string]bool{}, count: 1, firstAt: n.whole.Start}
	e.Name, e.Type, e.place = n.text, quoth.Person, n.place
	if n.org && !n.person {
		e.Type = quoth.Organization
	} else if len(n.words) > 1 || n.person {
		e.sex = r.sex(n.words[0])
	}
	r.entities = append(r.entities, e)
	at := len(r.entities) - 1
	last := surname(n.words)
	r.bySurname[last] = append(r.bySurname[last], at)
	if len(n.words) > 1 && e.Type == quoth.Person {
		r.byFirst[n.words[0]] = append(r.byFirst[n.words[0]], at)
	}
	if len(n.words) > 1 && e.Type == quoth.Organization {
		if a := acronym(n.words); len(a) > 1 {
			r.acronyms[a] = append(r.acronyms[a], at)
		}
	}
	return at
}

func acronym(words []string) string {
	var b strings.Builder
	for _, w := range words {
		if w[0] >= 'A' && w[0] <= 'Z' {
			b.WriteByte(w[0])
		}
	}
	return b.String()
}

// noteTitles keeps what the titles of a mention say about the entity.
func (r *resolver) noteTitles(n *name) {
	e := &r.entities[n.entity]
	if g := r.titleGender(n); g != "" && e.Type == quoth.Person {
		e.sex = g
		e.Gender = quoth.Optional(g)
	}
	if n.whole.Start < n.span.Start && e.Type == quoth.Person {
		role := strings.TrimSpace(r.doc.Text[n.whole.Start:n.span.Start])
		r.addRole(n.entity, role)
	}
}

// courtesy are titles that are no roles.
var courtesy = set("mr mr. mrs mrs. ms ms. miss mx sir dame lord lady dr dr. messrs")

func (r *resolver) addRole(at int, role string) {
	role = strings.Join(strings.Fields(role), " ")
	if role == "" || courtesy[strings.ToLower(role)] || r.entities[at].roles[role] {
		return
	}
	r.entities[at].roles[role] = true
	for _, w := range strings.Fields(strings.ToLower(role)) {
		w = strings.Trim(w, ",")
		if list := r.byRoleWord[w]; len(list) < maxSame && !contains(list, at) {
			r.byRoleWord[w] = append(list, at)
		}
	}
	r.entities[at].Roles = append(r.entities[at].Roles, role)
}

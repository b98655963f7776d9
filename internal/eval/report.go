package eval

import (
	"cmp"
	"maps"
	"slices"

	"quoth"
)

// Report is all scores. Tables are in a fixed order.
type Report struct {
	Articles     int            `json:"articles"`
	Missing      []string       `json:"missing"` // articles without a record, counted as missed
	Sizes        Sizes          `json:"attributions_in"`
	Runs         []RoleRow      `json:"runs"`
	Letters      []RoleRow      `json:"letters"`
	Attributions AttributionSet `json:"attributions"`
	Nested       *Nested        `json:"nested"` // null if gold has none
	Who          *WhoSet        `json:"who"`    // null if gold has no entities
	Layers       []Layer        `json:"layers"`
	Curve        []CurveRow     `json:"curve"`
	Reliability  []Bin          `json:"reliability"`
	ByConfidence []Bin          `json:"by_confidence"` // one row for each confidence that occurs, in hundredths
	Misses       []Miss         `json:"misses,omitempty"`
}

// Sizes counts attributions. Nested gold and Optional predictions are no part
// of Gold and Predicted.
type Sizes struct {
	Gold      int `json:"gold"`
	Nested    int `json:"nested"`
	Predicted int `json:"predicted"`
	Optional  int `json:"optional"`
}

// RoleRow is the score of one role.
type RoleRow struct {
	Role  Role  `json:"role"`
	Score Count `json:"score"`
}

// AttributionSet is the score of attributions, of all and by class.
type AttributionSet struct {
	All      Levels     `json:"all"`
	ByKind   []LevelRow `json:"by_kind"`
	ByOutlet []LevelRow `json:"by_outlet"`
	ByGender []LevelRow `json:"by_gender"`
}

// LevelRow is one class of attributions.
type LevelRow struct {
	Name   string `json:"name"`
	Levels Levels `json:"levels"`
}

// Nested is the score of nested attributions.
type Nested struct {
	Levels Levels    `json:"levels"`
	Who    *WhoScore `json:"who"`
}

// WhoSet is the score of entities, of all and by class.
type WhoSet struct {
	Articles int      `json:"articles"`
	All      WhoScore `json:"all"`
	ByKind   []WhoRow `json:"by_kind"`
	ByForm   []WhoRow `json:"by_form"`
	Direct   []WhoRow `json:"direct_by_form"` // direct quotations only
	ByGender []WhoRow `json:"by_gender"`
	ByOutlet []WhoRow `json:"by_outlet"`
}

// WhoRow is one class of sources.
type WhoRow struct {
	Name  string   `json:"name"`
	Score WhoScore `json:"score"`
}

// Layer is the score of venues, labels and so on. Details are shares of the
// right ones.
type Layer struct {
	Name    string   `json:"name"`
	Score   Count    `json:"score"`
	Details []Detail `json:"details,omitempty"`
}

// Detail is a share under a name.
type Detail struct {
	Name string `json:"name"`
	Rate Rate   `json:"rate"`
}

// Bin is a row of a reliability table: predictions with confidence from From on,
// up to the next row's.
type Bin struct {
	From       float64  `json:"from"`
	Confidence *float64 `json:"mean_confidence"`
	Linked     Rate     `json:"linked"`
}

// Report gives the scores of what was added so far.
func (s *Scorer) Report() *Report {
	r := &Report{
		Articles: s.articles, Missing: slices.Clone(s.missing), Sizes: s.counts,
		Attributions: AttributionSet{
			All:      s.all,
			ByKind:   levelRows(s.byKind, kindOrder()),
			ByOutlet: levelRows(s.byOutlet, nil),
			ByGender: levelRows(s.byGender, genderOrder()),
		},
		Who: s.who.set(), Layers: s.layers.rows(),
		Curve: slices.Clone(s.curve), Reliability: s.bins(), ByConfidence: s.byConfidence(), Misses: slices.Clone(s.misses),
	}
	for i, role := range Roles() {
		r.Runs = append(r.Runs, RoleRow{role, s.runs[i]})
		r.Letters = append(r.Letters, RoleRow{role, s.letters[i]})
	}
	if s.nested.Found.Gold > 0 {
		r.Nested = &Nested{Levels: s.nested}
		if s.nestedWho.EndToEnd.Gold > 0 {
			r.Nested.Who = &s.nestedWho
		}
	}
	return r
}

func kindOrder() []string {
	return []string{string(quoth.Direct), string(quoth.Mixed), string(quoth.Indirect)}
}

func genderOrder() []string {
	return []string{Female, Male, Ungendered, SeveralSex, NotAPerson, NobodyNamed}
}

func formOrder() []string {
	return []string{string(NamedForm), string(PronounForm), string(NominalForm), string(NoForm)}
}

// ordered gives the classes in the given order, the others behind by name.
func ordered[T any](c classes[T], order []string) []string {
	place := func(name string) int {
		if i := slices.Index(order, name); i >= 0 {
			return i
		}
		return len(order)
	}
	return slices.SortedFunc(maps.Keys(c), func(a, b string) int {
		return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(a, b))
	})
}

func levelRows(c classes[Levels], order []string) []LevelRow {
	var out []LevelRow
	for _, name := range ordered(c, order) {
		out = append(out, LevelRow{name, *c[name]})
	}
	return out
}

func whoRows(c classes[WhoScore], order []string) []WhoRow {
	var out []WhoRow
	for _, name := range ordered(c, order) {
		out = append(out, WhoRow{name, *c[name]})
	}
	return out
}

func (t *whoTables) set() *WhoSet {
	if t.articles == 0 {
		return nil
	}
	return &WhoSet{
		Articles: t.articles, All: t.all,
		ByKind: whoRows(t.byKind, kindOrder()), ByForm: whoRows(t.byForm, formOrder()),
		Direct:   whoRows(t.direct, formOrder()),
		ByGender: whoRows(t.byGender, genderOrder()), ByOutlet: whoRows(t.byOutlet, nil),
	}
}

func (t *layerTables) rows() []Layer {
	var out []Layer
	if t.hasWho {
		out = append(out,
			Layer{"venue", t.venue, []Detail{{"same name", t.venueName}}},
			Layer{"addressee", t.addressee, nil},
			Layer{"said", t.said, []Detail{{"same value", t.saidValue}}})
	}
	if t.hasLabels {
		out = append(out,
			Layer{"labels, spans", t.labelSpans, nil},
			Layer{"labels, spans and entity", t.labels, []Detail{{"right voice", t.labelVoice}}})
	}
	if t.hasScareQuotes {
		out = append(out, Layer{"scare quotes", t.scareQuotes, nil})
	}
	if t.hasPosts {
		out = append(out, Layer{"posts", t.posts, []Detail{{"same handle", t.postHandle}, {"same text", t.postText}}})
	}
	return out
}

func (s *Scorer) bins() []Bin {
	var out []Bin
	for i, b := range s.reliability {
		out = append(out, b.row(float64(i)/10))
	}
	return out
}

// byConfidence gives a row for each confidence that occurs: a stage by rules
// gives each rule its own.
func (s *Scorer) byConfidence() []Bin {
	out := []Bin{}
	for i, b := range s.exactly {
		if b.n > 0 {
			out = append(out, b.row(float64(i)/100))
		}
	}
	return out
}

func (b binSum) row(from float64) Bin {
	return Bin{From: from, Confidence: number(shareOf(b.confidence, b.n)), Linked: Rate{b.linked, b.n}}
}

package eval

import (
	"slices"
	"testing"

	"quoth"
)

func TestSameEntity(t *testing.T) {
	const group, org, doc, unnamed = quoth.Group, quoth.Organization, quoth.Document, quoth.Unnamed
	lena := person("g", "Lena Holt", "f", "Holt", "the mayor")
	tests := []struct {
		name string
		gold []quoth.Entity // the first one is meant
		pred quoth.Entity
		want bool
	}{
		{"same name", []quoth.Entity{lena}, person("e", "lena holt", ""), true},
		{"title and possessive", []quoth.Entity{lena}, person("e", "Mayor Lena Holt’s", ""), true},
		{"alias of gold", []quoth.Entity{lena}, person("e", "The Mayor", ""), true},
		{"alias of the prediction", []quoth.Entity{person("g", "Lena", "")}, person("e", "Magdalena Holt", "", "Lena"), true},
		{"description as alias is no name", []quoth.Entity{person("g", "Mayor", "")}, person("e", "Paul Reed", "", "mayor"), false},
		{"surname", []quoth.Entity{person("g", "Lena Holt", "")}, person("e", "Holt", ""), true},
		{"first name alone", []quoth.Entity{person("g", "Lena Holt", "")}, person("e", "Lena", ""), false},
		{"middle name and nickname", []quoth.Entity{person("g", "Robert C. “Bob” Reed Jr.", "")}, person("e", "Robert Reed", ""), true},
		{"fuller than gold", []quoth.Entity{person("g", "Reed", "")}, person("e", "Paul Reed", ""), true},
		{"surname of two", []quoth.Entity{person("g", "Lena Holt", ""), person("h", "Karl Holt", "")}, person("e", "Holt", ""), false},
		{"name of the other", []quoth.Entity{person("g", "Holt", ""), person("h", "Karl Holt", "")}, person("e", "Karl Holt", ""), false},
		{"other family", []quoth.Entity{lena}, person("e", "Lena Reed", ""), false},
		{"surname of an organization", []quoth.Entity{person("g", "Lena Holt", "")}, entity("e", org, "Holt"), false},
		{"part of a house is another house", []quoth.Entity{entity("g", org, "White House")}, entity("e", org, "House"), false},
		{"company form", []quoth.Entity{entity("g", org, "Tidewall Ltd.")}, entity("e", org, "Tidewall"), true},
		{"department is no title", []quoth.Entity{entity("g", org, "Justice Department")}, entity("e", org, "Department"), false},
		{"article", []quoth.Entity{entity("g", group, "fishermen")}, entity("e", group, "the fishermen"), true},
		{"heads agree", []quoth.Entity{entity("g", group, "local fishermen of the bay")}, entity("e", group, "worried fishermen"), true},
		{"heads in number", []quoth.Entity{entity("g", unnamed, "senior official")}, entity("e", group, "officials"), true},
		{"two with that head", []quoth.Entity{entity("g", unnamed, "senior official"), entity("h", unnamed, "city official")},
			entity("e", unnamed, "official"), false},
		{"other head", []quoth.Entity{entity("g", doc, "report on fishermen")}, entity("e", group, "fishermen"), false},
		{"a named person is no group", []quoth.Entity{entity("g", group, "Holt supporters")}, person("e", "Supporters", ""), false},
		{"nothing", []quoth.Entity{lena}, quoth.Entity{ID: "e"}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			g := &Gold{Record: quoth.Record{Entities: tt.gold}}
			j := newJudge(g, &quoth.Record{Entities: []quoth.Entity{tt.pred}})
			if got := j.sameID("g", "e"); got != tt.want {
				t.Errorf("%q = %q: %v, want %v", tt.gold[0].Name, tt.pred.Name, got, tt.want)
			}
		})
	}
}

// Mentions decide between unnamed sources: not pronouns, and not names that
// stand in a description of somebody else.
func TestSameByMentions(t *testing.T) {
	const text = "Aides to Holt said no. They said it twice. Local traders agreed."
	entities := []quoth.Entity{entity("g", quoth.Group, "aides to Holt"), entity("h", quoth.Group, "local traders")}
	gold := goldOf(text, entities,
		said(t, text, "Aides to Holt", "said", "no", "g"),
		said(t, text, "They", "said", "it twice", "g"),
		said(t, text, "Local traders", "agreed", "", "h"))
	mention := func(words string, kind quoth.MentionKind) quoth.Mention {
		return quoth.Mention{Span: pieces(t, text, words)[0], Kind: kind}
	}
	tests := []struct {
		name     string
		kind     quoth.EntityType
		mentions []quoth.Mention
		want     bool
	}{
		{"description", quoth.Group, []quoth.Mention{mention("Aides to Holt", quoth.DescriptionMention)}, true},
		{"pronoun", quoth.Group, []quoth.Mention{mention("They", quoth.PronounMention)}, false},
		{"name inside", quoth.Group, []quoth.Mention{mention("Holt", quoth.NameMention)}, false},
		{"of both", quoth.Group, []quoth.Mention{mention("Aides", quoth.DescriptionMention), mention("Local traders", quoth.DescriptionMention)}, true},
		{"of the other", quoth.Group, []quoth.Mention{mention("Local traders", quoth.DescriptionMention)}, false},
		{"a named person", quoth.Person, []quoth.Mention{mention("Aides to Holt", quoth.DescriptionMention)}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := quoth.Entity{ID: "e", Name: "Staff", Type: tt.kind, Mentions: tt.mentions}
			if got := newJudge(gold, &quoth.Record{Entities: []quoth.Entity{e}}).sameID("g", "e"); got != tt.want {
				t.Errorf("same = %v, want %v", got, tt.want)
			}
		})
	}
}

func TestVerdicts(t *testing.T) {
	gold := []quoth.Entity{person("p1", "Lena Holt", ""), person("p2", "Paul Reed", ""), person("n", "(narrator)", "")}
	pred := []quoth.Entity{person("e1", "Lena Holt", ""), person("e2", "Paul Reed", ""), person("e3", "Karl Moor", ""), person("e4", "narrator", "")}
	j := newJudge(&Gold{Record: quoth.Record{Entities: gold}}, &quoth.Record{Entities: pred})
	ids := func(list ...string) quoth.EntityIDs { return list }
	tests := []struct {
		gold, pred quoth.EntityIDs
		want       Verdict
	}{
		{ids("p1"), ids("e1"), RightEntity},
		{ids("p1"), ids("e2"), WrongEntity},
		{ids("p1"), nil, UnknownEntity},
		{ids("p1"), ids("e9"), UnknownEntity}, // not in the record's list
		{ids("p1"), ids("e4"), UnknownEntity},
		{nil, nil, RightEntity},
		{nil, ids("e1"), WrongEntity},
		{ids("n"), nil, RightEntity},
		{ids("n"), ids("e4"), RightEntity},
		{ids("n"), ids("e1"), WrongEntity},
		{ids("p1", "p2"), ids("e2", "e1"), RightEntity},
		{ids("p1", "p2"), ids("e1"), WrongEntity},
		{ids("p1", "p2"), ids("e1", "e3"), WrongEntity},
		{ids("p1"), ids("e1", "e2"), WrongEntity},
		{ids("p1", "p2"), nil, UnknownEntity},
	}
	for _, tt := range tests {
		if got := j.compare(tt.gold, tt.pred); got != tt.want {
			t.Errorf("%v, %v: %v, want %v", tt.gold, tt.pred, got, tt.want)
		}
	}
}

// Predictions that name nobody are missed, but cost no precision.
func TestWhoScore(t *testing.T) {
	entities := []quoth.Entity{person("p1", "Lena Holt", "f"), person("p2", "Paul Reed", "m")}
	one := said(t, council, "Mayor Lena Holt", "said", "the bridge is safe", "p1")
	two := said(t, council, "she", "added", "“It will hold,” | “for years.”", "p1")
	three := said(t, council, "Paul Reed", "denied", "that Holt had asked engineers to hurry", "p2")
	four := said(t, council, "", "is expected", "Rain")
	gold := goldOf(council, entities, one, two, three, four)
	two.Source.Entity = nil
	three.Source.Entity = quoth.EntityIDs{"p1"}
	invented := said(t, council, "", "", "safe.")
	named := said(t, council, "", "", "Mayor Lena", "p1")
	all := score(gold, entities, one, two, three, four, invented, named).Who.All
	wantCount(t, "end to end", all.EndToEnd, 2, 4, 4)
	wantCount(t, "strict", all.Strict, 2, 4, 6)
	wantRate(t, "right", all.Correct, 2, 4)
	wantRate(t, "wrong", all.Wrong, 1, 4)
	wantRate(t, "unknown", all.Unknown, 1, 4)
}

func TestNameTokens(t *testing.T) {
	tests := []struct {
		name   string
		person bool
		want   []string
	}{
		{"The Hon. Lena Holt", true, []string{"lena", "holt"}},
		{"Vice President Paul Reed, Jr.", true, []string{"paul", "reed"}},
		{"President", true, []string{"president"}},
		{"President of the Bay", true, []string{"president", "of", "the", "bay"}},
		{"‘Old’ Tom O’Neil's", true, []string{"old", "tom", "oneil"}},
		{"General Tidewall Inc", false, []string{"general", "tidewall"}},
		{"U.S. Harbour Board", false, []string{"us", "harbour", "board"}},
		{"  ", true, nil},
		{"—", true, nil},
		{"the", false, []string{"the"}},
	}
	for _, tt := range tests {
		if got := nameTokens(tt.name, tt.person); !slices.Equal(got, tt.want) {
			t.Errorf("%q: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestHeadNoun(t *testing.T) {
	tests := []struct{ phrase, head, at string }{
		{"a senior official close to the campaign", "official", "official"},
		{"the council’s yearly studies of tides", "study", "studies"},
		{"people who fish", "people", "people"},
		{"Two bosses, both of them late,", "boss", "bosses,"},
		{"report published this week", "report", "report"},
		{"those", "those", "those"},
		{"\u00a0residents\u2003from Écluse", "resident", "residents"},
		{"of", "of", "of"},
		{"", "", ""},
		{" the ", "", ""},
	}
	for _, tt := range tests {
		head, start, end := headNoun(tt.phrase)
		if head != tt.head || tt.phrase[start:end] != tt.at {
			t.Errorf("%q: %q at %q, want %q at %q", tt.phrase, head, tt.phrase[start:end], tt.head, tt.at)
		}
	}
}

func TestFormOf(t *testing.T) {
	const text = "Residents objected. They wrote to Lena Holt. The mayor, who Holt is, told Fishermen. Several residents and Tidewall's lawyer agreed. Lawyers hope."
	words := lowerWords(text)
	for source, want := range map[string]Form{
		"": NoForm, "They": PronounForm, "who": PronounForm, "Lena Holt": NamedForm, "The mayor": NominalForm,
		"Residents": NominalForm, "Several residents": NominalForm, "Tidewall's lawyer": NamedForm, "Fishermen": NamedForm,
	} {
		if got := formOf(text, pieces(t, text, source), words); got != want {
			t.Errorf("%q: %s, want %s", source, got, want)
		}
	}
}

func TestWordsAgree(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{"on Tuesday", "Tuesday", true},
		{"last month’s", "last month", true},
		{"Tuesday", "Wednesday", false},
		{"a rally in Bay City", "Bay City", true},
		{"the Old Mill in the town", "a mill", true},
		{"the council of the port", "the board of the bay", false},
		{"by and by", "by and by", true},
		{"", "", true},
		{"", "Tuesday", false},
	} {
		if got := wordsAgree(tt.a, tt.b); got != tt.want {
			t.Errorf("%q, %q: %v, want %v", tt.a, tt.b, got, tt.want)
		}
	}
}

package eval

import (
	"testing"

	"quoth"
)

const council = "Mayor Lena Holt said the bridge is safe. “It will hold,” she added, “for years.” " +
	"Paul Reed denied that Holt had asked engineers to hurry. Rain is expected."

func TestRunsAndLetters(t *testing.T) {
	gold := goldOf(council, nil,
		said(t, council, "Mayor Lena Holt", "said", "the bridge is safe"),
		said(t, council, "", "added", "“It will hold,” | “for years.”"))
	r := score(gold, nil,
		said(t, council, "Lena Holt", "said", "the bridge is safe"),
		said(t, council, "she", "added", "“It will hold,”"),
		said(t, council, "", "is expected", "Rain"))
	wantCount(t, "source runs", r.Runs[0].Score, 0, 1, 2)
	wantCount(t, "cue runs", r.Runs[1].Score, 2, 2, 3)
	wantCount(t, "content runs", r.Runs[2].Score, 2, 3, 3)
	wantCount(t, "source letters", r.Letters[0].Score, 8, 13, 11)
	wantCount(t, "cue letters", r.Letters[1].Score, 9, 9, 19)
	wantCount(t, "content letters", r.Letters[2].Score, 15+13, 15+13+11, 15+13+4)
}

func TestARunOfTwoAttributionsCountsOnce(t *testing.T) {
	one := said(t, council, "Mayor Lena Holt", "said", "the bridge is safe")
	two := said(t, council, "Mayor Lena Holt", "added", "“for years.”")
	r := score(goldOf(council, nil, one, two), nil, one)
	wantCount(t, "source runs", r.Runs[0].Score, 1, 1, 1)
	wantCount(t, "source letters", r.Letters[0].Score, 13, 13, 13)
	wantCount(t, "found", r.Attributions.All.Found, 1, 2, 1)
}

func TestFoundLinkedExact(t *testing.T) {
	gold := said(t, council, "Mayor Lena Holt", "said", "the bridge is safe")
	silent := said(t, council, "", "is expected", "Rain")
	bare := said(t, council, "Paul Reed", "denied", "")
	tests := []struct {
		name                 string
		gold, pred           quoth.Attribution
		found, linked, exact int
	}{
		{"the same", gold, gold, 1, 1, 1},
		{"shorter source", gold, said(t, council, "Holt", "said", "the bridge is safe"), 1, 1, 0},
		{"another source", gold, said(t, council, "she", "said", "the bridge is safe"), 1, 0, 0},
		{"no source", gold, said(t, council, "", "said", "the bridge is safe"), 1, 0, 0},
		{"another cue", gold, said(t, council, "Mayor Lena Holt", "added", "the bridge is safe"), 1, 0, 0},
		{"shorter content", gold, said(t, council, "Mayor Lena Holt", "said", "bridge is safe"), 1, 1, 0},
		{"other content", gold, said(t, council, "Mayor Lena Holt", "said", "“It will hold,”"), 0, 0, 0},
		{"no source on both sides", silent, silent, 1, 1, 1},
		{"a source too many", silent, said(t, council, "engineers", "is expected", "Rain"), 1, 0, 0},
		{"no content on both sides", bare, bare, 1, 1, 1},
		{"no content, no source", bare, said(t, council, "", "denied", ""), 1, 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			all := score(goldOf(council, nil, tt.gold), nil, tt.pred).Attributions.All
			wantCount(t, "found", all.Found, tt.found, 1, 1)
			wantCount(t, "linked", all.Linked, tt.linked, 1, 1)
			wantCount(t, "exact", all.Exact, tt.exact, 1, 1)
		})
	}
}

// A matched pair stands in its gold's classes, an unmatched prediction in those
// that it claims.
func TestClasses(t *testing.T) {
	entities := []quoth.Entity{person("p1", "Lena Holt", "f"), person("p2", "Paul Reed", "m")}
	direct := said(t, council, "she", "added", "“It will hold,” | “for years.”", "p1")
	direct.Kind = quoth.Direct
	denied := said(t, council, "Paul Reed", "denied", "that Holt had asked engineers to hurry", "p2")
	asked := direct
	asked.Kind, asked.Source.Entity = quoth.Mixed, quoth.EntityIDs{"p2"}
	rain := said(t, council, "", "is expected", "Rain", "p2")
	r := score(goldOf(council, entities, direct, denied), entities, asked, rain)
	for _, row := range r.Attributions.ByKind {
		switch row.Name {
		case "direct":
			wantCount(t, "direct", row.Levels.Found, 1, 1, 1)
		case "indirect":
			wantCount(t, "indirect", row.Levels.Found, 0, 1, 1)
		default:
			t.Errorf("kind %s", row.Name)
		}
	}
	for _, row := range r.Attributions.ByGender {
		switch row.Name {
		case Female:
			wantCount(t, "female", row.Levels.Linked, 1, 1, 1)
		case Male:
			wantCount(t, "male", row.Levels.Linked, 0, 1, 1)
		default:
			t.Errorf("gender %s", row.Name)
		}
	}
	if len(r.Attributions.ByOutlet) != 1 || r.Attributions.ByOutlet[0].Name != "Harbour Post" {
		t.Errorf("outlets: %+v", r.Attributions.ByOutlet)
	}
	wantCount(t, "female, right entity", r.Who.ByGender[0].Score.EndToEnd, 0, 1, 1)
	wantRate(t, "pronoun, wrong entity", r.Who.ByForm[1].Score.Wrong, 1, 1)
}

func TestNestedIsOptional(t *testing.T) {
	outer := said(t, council, "Paul Reed", "denied", "that Holt had asked engineers to hurry")
	inner := said(t, council, "", "had asked", "engineers to hurry")
	spurious := said(t, council, "engineers", "hurry", "")
	other := said(t, council, "", "is expected", "Rain")
	gold := goldOf(council, nil, outer, inner)
	tests := []struct {
		name               string
		pred               []quoth.Attribution
		right, predicted   int
		nested, nestedRead int
	}{
		{"left out", []quoth.Attribution{outer}, 1, 1, 0, 0},
		{"found too", []quoth.Attribution{outer, inner}, 1, 1, 1, 1},
		{"found alone", []quoth.Attribution{inner}, 0, 0, 1, 1},
		{"invented inside", []quoth.Attribution{outer, spurious}, 1, 1, 0, 1},
		{"invented outside", []quoth.Attribution{outer, other}, 1, 2, 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := score(gold, nil, tt.pred...)
			wantCount(t, "found", r.Attributions.All.Found, tt.right, 1, tt.predicted)
			wantCount(t, "cue runs", r.Runs[1].Score, tt.right, 1, tt.predicted)
			wantCount(t, "cue letters", r.Letters[1].Score, 6*tt.right, 6, 6*tt.right+10*(tt.predicted-tt.right))
			wantCount(t, "nested", r.Nested.Levels.Found, tt.nested, 1, tt.nestedRead)
		})
	}
}

func TestNoNestedLineWithoutNestedGold(t *testing.T) {
	outer := said(t, council, "Paul Reed", "denied", "that Holt had asked engineers to hurry")
	if r := score(goldOf(council, nil, outer), nil, outer, said(t, council, "", "had asked", "")); r.Nested != nil {
		t.Errorf("nested: %+v", r.Nested)
	}
}

func TestCurveAndReliability(t *testing.T) {
	entities := []quoth.Entity{person("p1", "Lena Holt", "f")}
	sure := said(t, council, "Mayor Lena Holt", "said", "the bridge is safe", "p1")
	vague := said(t, council, "she", "added", "“It will hold,” | “for years.”", "p1")
	gold := goldOf(council, entities, sure, vague)
	sure.Confidence, vague.Confidence = 0.9, 0.55
	vague.Source = quoth.Source{}
	invented := said(t, council, "", "is expected", "Rain")
	invented.Confidence = 0.5
	r := score(gold, entities, sure, vague, invented)
	want := []struct{ kept, coverage, found, linked, entity, named int }{
		{3, 2, 2, 1, 1, 1}, {3, 2, 2, 1, 1, 1}, {1, 1, 1, 1, 1, 1}, {1, 1, 1, 1, 1, 1}, {1, 1, 1, 1, 1, 1}, {1, 1, 1, 1, 1, 1}, {0, 0, 0, 0, 0, 0},
	}
	for i, w := range want {
		c := r.Curve[i]
		if c.Kept != w.kept {
			t.Errorf("confidence %v: %d kept, want %d", c.Least, c.Kept, w.kept)
		}
		wantRate(t, "coverage", c.Coverage, w.coverage, 2)
		wantRate(t, "found", c.Found, w.found, w.kept)
		wantRate(t, "linked", c.Linked, w.linked, w.kept)
		wantRate(t, "entity", c.Entity, w.entity, w.named)
	}
	wantRate(t, "bin 0.5", r.Reliability[5].Linked, 0, 2)
	wantRate(t, "bin 0.9", r.Reliability[9].Linked, 1, 1)
	if mean := r.Reliability[5].Confidence; mean == nil || *mean != 0.525 {
		t.Errorf("mean confidence of the bin = %v, want 0.525", mean)
	}
	if b := r.ByConfidence; len(b) != 3 || b[0].From != 0.5 || b[1].From != 0.55 || b[2].From != 0.9 || b[2].Linked.Of != 1 {
		t.Errorf("by confidence = %+v, want rows for 0.5, 0.55 and 0.9", b)
	}
	if r.Reliability[0].Confidence != nil {
		t.Error("an empty bin has a mean confidence")
	}
}

// Without its outer prediction a nested one is no longer optional.
func TestCurveComparesAnew(t *testing.T) {
	outer := said(t, council, "Paul Reed", "denied", "that Holt had asked engineers to hurry")
	gold := goldOf(council, nil, said(t, council, "", "is expected", "Rain"))
	outer.Confidence = 0.5
	inner := said(t, council, "", "had asked", "engineers to hurry")
	r := score(gold, nil, outer, inner)
	if r.Curve[0].Kept != 1 || r.Curve[2].Kept != 1 {
		t.Errorf("kept %d and %d, want 1 and 1", r.Curve[0].Kept, r.Curve[2].Kept)
	}
	wantRate(t, "found at 0.6", r.Curve[2].Found, 0, 1)
}

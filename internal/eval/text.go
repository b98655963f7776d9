package eval

import (
	"fmt"
	"io"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// WriteText writes the report for people: aligned tables, figures in per cent,
// the misses first.
func (r *Report) WriteText(w io.Writer) error {
	t := &textReport{}
	for i := range r.Misses {
		t.miss(&r.Misses[i])
	}
	t.head(r)
	t.roles("exact runs", r.Runs)
	t.roles("letters", r.Letters)
	t.levels("attributions", []LevelRow{{"all", r.Attributions.All}})
	t.levels("  by kind", r.Attributions.ByKind)
	t.levels("  by gender of the source", r.Attributions.ByGender)
	t.levels("  by outlet", r.Attributions.ByOutlet)
	t.nested(r.Nested)
	if r.Who != nil {
		t.who(fmt.Sprintf("right entity (articles: %d)", r.Who.Articles), []WhoRow{{"all", r.Who.All}})
		t.strict(r.Who.All.Strict)
		t.who("  by source", r.Who.ByForm)
		t.who("  by source, direct only", r.Who.Direct)
		t.who("  by kind", r.Who.ByKind)
		t.who("  by gender of the source", r.Who.ByGender)
		t.who("  by outlet", r.Who.ByOutlet)
	}
	t.layers(r.Layers)
	t.curve(r)
	t.bins(r.Reliability)
	_, err := io.WriteString(w, t.String())
	if err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return nil
}

// textReport builds the lines of a report.
type textReport struct{ strings.Builder }

const nameWidth = 30

// row writes a name and right-aligned cells.
func (t *textReport) row(name string, cells ...string) {
	line := name + strings.Repeat(" ", max(1, nameWidth-utf8.RuneCountInString(name)))
	var b strings.Builder
	for _, c := range cells {
		b.WriteString(strings.Repeat(" ", max(1, 9-utf8.RuneCountInString(c))))
		b.WriteString(c)
	}
	t.WriteString(strings.TrimRight(line+b.String(), " ") + "\n")
}

// title starts a table.
func (t *textReport) title(name string, cells ...string) {
	if !strings.HasPrefix(name, " ") {
		t.WriteString("\n")
	}
	t.row(name, cells...)
}

func percent(f float64) string {
	if math.IsNaN(f) {
		return "–"
	}
	return fmt.Sprintf("%.1f", 100*f)
}

func whole(n int) string { return fmt.Sprint(n) }

func (t *textReport) head(r *Report) {
	fmt.Fprintf(t, "articles: %d; gold attributions: %d, nested: %d; predicted: %d, nested or optional: %d\n",
		r.Articles, r.Sizes.Gold, r.Sizes.Nested, r.Sizes.Predicted, r.Sizes.Optional)
	if len(r.Missing) > 0 {
		fmt.Fprintf(t, "articles without a record, counted as missed: %d\n", len(r.Missing))
	}
}

func (t *textReport) count(name string, c Count, more ...string) {
	cells := []string{percent(c.Precision()), percent(c.Recall()), percent(c.F1()), whole(c.Right), whole(c.Gold), whole(c.Predicted)}
	t.row(name, append(cells, more...)...)
}

func (t *textReport) roles(title string, rows []RoleRow) {
	t.title(title, "P", "R", "F1", "right", "gold", "read")
	for _, r := range rows {
		t.count("  "+string(r.Role), r.Score)
	}
}

func (t *textReport) levels(title string, rows []LevelRow) {
	if len(rows) == 0 {
		return
	}
	t.title(title, "found P", "R", "F1", "linked P", "R", "F1", "exact F1", "gold", "read")
	for _, r := range rows {
		l := r.Levels
		t.row("    "+r.Name,
			percent(l.Found.Precision()), percent(l.Found.Recall()), percent(l.Found.F1()),
			percent(l.Linked.Precision()), percent(l.Linked.Recall()), percent(l.Linked.F1()),
			percent(l.Exact.F1()), whole(l.Found.Gold), whole(l.Found.Predicted))
	}
}

func (t *textReport) nested(n *Nested) {
	if n == nil {
		return
	}
	t.levels("nested attributions, apart", []LevelRow{{"all", n.Levels}})
	if n.Who != nil {
		t.who("  right entity", []WhoRow{{"all", *n.Who}})
	}
}

func (t *textReport) who(title string, rows []WhoRow) {
	if len(rows) == 0 {
		return
	}
	t.title(title, "P", "R", "F1", "of found:", "right", "wrong", "unknown", "gold", "found")
	for _, r := range rows {
		w := r.Score
		t.row("    "+r.Name, percent(w.EndToEnd.Precision()), percent(w.EndToEnd.Recall()), percent(w.EndToEnd.F1()), "",
			percent(w.Correct.Share()), percent(w.Wrong.Share()), percent(w.Unknown.Share()),
			whole(w.EndToEnd.Gold), whole(w.Correct.Of))
	}
}

func (t *textReport) strict(c Count) {
	t.row("    all, unknown = wrong", percent(c.Precision()), percent(c.Recall()), percent(c.F1()))
}

func (t *textReport) layers(layers []Layer) {
	if len(layers) == 0 {
		return
	}
	t.title("layers", "P", "R", "F1", "right", "gold", "read")
	for _, l := range layers {
		var more []string
		for _, d := range l.Details {
			more = append(more, "  "+d.Name, percent(d.Rate.Share()))
		}
		t.count("  "+l.Name, l.Score, more...)
	}
}

func (t *textReport) curve(r *Report) {
	t.title("precision at coverage", "coverage", "found", "linked", "entity", "read")
	for _, c := range r.Curve {
		t.row(fmt.Sprintf("  confidence >= %.2f", c.Least), percent(c.Coverage.Share()), percent(c.Found.Share()),
			percent(c.Linked.Share()), percent(c.Entity.Share()), whole(c.Kept))
	}
}

func (t *textReport) bins(bins []Bin) {
	t.title("reliability", "mean", "linked", "read")
	for _, b := range bins {
		mean := math.NaN()
		if b.Confidence != nil {
			mean = *b.Confidence
		}
		t.row(fmt.Sprintf("  confidence %.1f to %.1f", b.From, b.From+.1), percent(mean), percent(b.Linked.Share()), whole(b.Linked.Of))
	}
}

// miss writes a heading and one line for each side that is there.
func (t *textReport) miss(m *Miss) {
	heading := []string{string(m.Miss)}
	if m.Kind != "" {
		heading = append(heading, string(m.Kind))
	}
	heading = append(heading, shown(fmt.Sprintf("%s:%d", m.Article, m.Offset)), strings.Map(visible, m.Outlet))
	t.WriteString(strings.TrimRight(strings.Join(heading, "  "), " ") + "\n")
	for _, l := range m.Lines {
		switch {
		case l.Gold != nil && l.Read != nil:
			fmt.Fprintf(t, "  %-9s gold  %s\n  %-9s read  %s\n", l.Name, shown(*l.Gold), "", shown(*l.Read))
		case l.Gold != nil:
			fmt.Fprintf(t, "  %-9s %s\n", l.Name, shown(*l.Gold))
		default:
			fmt.Fprintf(t, "  %-9s %s\n", l.Name, shown(*l.Read))
		}
	}
	t.WriteString("\n")
}

// shown cuts the middle out of a long text, marks an empty one, and shows what
// would steer a terminal as a box.
func shown(s string) string {
	const most, part = 400, 190
	if s == "" {
		return "–"
	}
	runes := []rune(strings.Map(visible, s))
	if len(runes) <= most {
		return string(runes)
	}
	return string(runes[:part]) + " … " + string(runes[len(runes)-part:])
}

func visible(r rune) rune {
	if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
		return '□'
	}
	return r
}

package eval

import (
	"encoding/json"
	"math"
)

// Count is a score: Right of Gold are found, Right of Predicted are true.
type Count struct {
	Right, Gold, Predicted int
}

// Precision is between 0 and 1, NaN if nothing is predicted.
func (c Count) Precision() float64 { return share(c.Right, c.Predicted) }

// Recall is between 0 and 1, NaN if there is no gold.
func (c Count) Recall() float64 { return share(c.Right, c.Gold) }

// F1 is the harmonic mean of precision and recall, NaN if there is neither gold
// nor prediction.
func (c Count) F1() float64 { return share(2*c.Right, c.Gold+c.Predicted) }

func share(part, whole int) float64 {
	if whole == 0 {
		return math.NaN()
	}
	return float64(part) / float64(whole)
}

// Rate is the share Part of Of.
type Rate struct {
	Part, Of int
}

// Share is between 0 and 1, NaN of nothing.
func (r Rate) Share() float64 { return share(r.Part, r.Of) }

// MarshalJSON writes the counts and what follows from them.
func (c Count) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Right     int      `json:"right"`
		Gold      int      `json:"gold"`
		Predicted int      `json:"predicted"`
		Precision *float64 `json:"precision"`
		Recall    *float64 `json:"recall"`
		F1        *float64 `json:"f1"`
	}{c.Right, c.Gold, c.Predicted, number(c.Precision()), number(c.Recall()), number(c.F1())})
}

// MarshalJSON writes the counts and the share.
func (r Rate) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Part  int      `json:"part"`
		Of    int      `json:"of"`
		Share *float64 `json:"share"`
	}{r.Part, r.Of, number(r.Share())})
}

// number gives nil, null in JSON, for what is undefined.
func number(f float64) *float64 {
	if math.IsNaN(f) {
		return nil
	}
	return &f
}

// Levels scores attributions from loose to strict.
type Levels struct {
	Found  Count `json:"found"`
	Linked Count `json:"linked"`
	Exact  Count `json:"exact"`
}

func (l *Levels) gold() {
	l.Found.Gold++
	l.Linked.Gold++
	l.Exact.Gold++
}

func (l *Levels) predicted() {
	l.Found.Predicted++
	l.Linked.Predicted++
	l.Exact.Predicted++
}

func (l *Levels) right(linked, exact bool) {
	l.Found.Right++
	if linked {
		l.Linked.Right++
	}
	if exact {
		l.Exact.Right++
	}
}

// WhoScore scores the entities of sources. EndToEnd counts as predicted what
// names somebody or rightly nobody; Strict counts every prediction. Correct,
// Wrong and Unknown are shares of the found attributions.
type WhoScore struct {
	EndToEnd Count `json:"end_to_end"`
	Strict   Count `json:"strict"`
	Correct  Rate  `json:"correct"`
	Wrong    Rate  `json:"wrong"`
	Unknown  Rate  `json:"unknown"`
}

func (w *WhoScore) gold() {
	w.EndToEnd.Gold++
	w.Strict.Gold++
}

func (w *WhoScore) predicted(counts bool) {
	w.Strict.Predicted++
	if counts {
		w.EndToEnd.Predicted++
	}
}

func (w *WhoScore) found(v Verdict) {
	w.Correct.Of++
	w.Wrong.Of++
	w.Unknown.Of++
	switch v {
	case RightEntity:
		w.EndToEnd.Right++
		w.Strict.Right++
		w.Correct.Part++
	case WrongEntity:
		w.Wrong.Part++
	case UnknownEntity:
		w.Unknown.Part++
	}
}

func shareOf(sum float64, n int) float64 {
	if n == 0 {
		return math.NaN()
	}
	return sum / float64(n)
}

package nn

import (
	"math"

	"quoth/internal/nn/kernel"
)

// queryRows is the number of queries that are compared with all keys together.
const queryRows = 96

// masked is the score of a key that is not there.
const masked = -1e30

// attention has the buffers of one head of one sequence of n pieces.
type attention struct {
	keys   []float32 // panels, [n/16][head][16]
	values []float32 // panels, [head/16][n][16]
	scores []float32 // [queryRows][n]
	mask   []float32 // [n] 0, then masked up to a multiple of 32
	none   []float32 // [head] 0
}

// grow makes the buffers large enough for sequences of n pieces.
func (a *attention) grow(n, head int) {
	padded := kernel.Round(n, kernel.Multiple)
	grow(&a.keys, padded*head)
	grow(&a.values, n*head)
	grow(&a.scores, min(n, queryRows)*padded)
	grow(&a.mask, padded)
	grow(&a.none, head)
}

// attend is scaled dot-product attention, for every head of every sequence:
// softmax(Q·Kᵀ/√head)·V.
func (e *encoder) attend() {
	f := e.model.file
	context, head := f.PaddedContext(), f.PaddedHead()
	for _, s := range e.sequences {
		e.attention.setMask(s.end - s.start)
		for h := range f.Config.Heads {
			e.head(s, h*head, context, head)
		}
	}
}

// head runs the head whose numbers begin at column first.
func (e *encoder) head(s span, first, context, head int) {
	a, stride, n := &e.attention, 3*context, s.end-s.start
	padded := kernel.Round(n, kernel.Multiple)
	factor := float32(1 / math.Sqrt(float64(e.model.file.HeadWidth)))
	projected := e.projected[s.start*stride+first:]
	e.kernel.Transpose(a.keys, projected[context:], stride, factor, n, head)
	panels(a.values, projected[2*context:], stride, n, head)
	for start := 0; start < n; start += queryRows {
		rows := min(queryRows, n-start)
		e.kernel.MatMul32(a.scores, padded, projected[start*stride:], stride, a.keys, a.mask, rows, head, padded)
		e.kernel.Softmax(a.scores, padded, rows, padded)
		e.kernel.MatMul32(e.context[(s.start+start)*context+first:], context, a.scores, padded, a.values, a.none, rows, n, head)
	}
}

// setMask says that there are n keys.
func (a *attention) setMask(n int) {
	clear(a.mask[:n])
	for i := n; i < kernel.Round(n, kernel.Multiple); i++ {
		a.mask[i] = masked
	}
}

// panels packs n rows of head numbers for MatMul32.
func panels(w, x []float32, ldx, n, head int) {
	for i := range n {
		for p := 0; p < head; p += kernel.Panel {
			*(*[kernel.Panel]float32)(w[p*n+i*kernel.Panel:]) = *(*[kernel.Panel]float32)(x[i*ldx+p:])
		}
	}
}

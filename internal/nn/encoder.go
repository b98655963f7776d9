package nn

import (
	"quoth/internal/nn/kernel"
	"quoth/internal/nn/modelfile"
)

// forwardRows is the number of rows that go through a feed-forward network
// together: its inner layer is wide.
const forwardRows = 96

// encoder runs batches, one at a time. Its matrices have one row for every word
// piece of the batch, all sequences one after the other, without padding
// between them. They are kept from batch to batch.
type encoder struct {
	model  *Model
	kernel *kernel.Set

	sequences []span    // rows of each sequence of the batch
	hidden    []float32 // [rows][width]
	projected []float32 // [rows][3·context]: queries, keys and values
	context   []float32 // [rows][context]
	output    []float32 // [rows][width]
	inner     []float32 // [forwardRows][hidden]
	quantised []uint8   // [rows][inner dimension]
	scale     []float32 // [rows]
	attention attention
}

// span is a range of rows, half-open.
type span struct{ start, end int }

// run sends a batch of sequences through the network.
func (e *encoder) run(sequences []Sequence, batch []int, hidden bool, results []Result) {
	rows := e.begin(sequences, batch)
	e.embed(sequences, batch)
	for i := range e.model.file.Layers {
		e.layer(&e.model.file.Layers[i], rows)
	}
	for i, b := range batch {
		results[b] = e.result(e.sequences[i], hidden)
	}
}

// layer is one block of the encoder: attention and a feed-forward network, each
// with a residual connection and layer normalisation behind it (post-norm).
func (e *encoder) layer(l *modelfile.Layer, rows int) {
	f := e.model.file
	width, context := f.PaddedWidth(), f.PaddedContext()
	e.linear(e.projected, &l.QKV, e.hidden, rows, width)
	e.attend()
	e.linear(e.output, &l.Output, e.context, rows, context)
	e.addNorm(e.hidden, e.output, &l.AttentionNorm, rows)
	e.forward(l, rows)
	e.addNorm(e.hidden, e.output, &l.Norm, rows)
}

// forward is the feed-forward network: two linear layers with a GELU between.
func (e *encoder) forward(l *modelfile.Layer, rows int) {
	width, hidden := e.model.file.PaddedWidth(), e.model.file.PaddedHidden()
	for start := 0; start < rows; start += forwardRows {
		n := min(forwardRows, rows-start)
		inner := e.inner[:n*hidden]
		e.linear(inner, &l.Up, e.hidden[start*width:], n, width)
		e.kernel.GELU(inner)
		e.linear(e.output[start*width:], &l.Down, inner, n, hidden)
	}
}

// linear multiplies rows of width columns by the weights of a linear layer and
// adds its bias.
func (e *encoder) linear(to []float32, l *modelfile.Linear, from []float32, rows, width int) {
	if l.W8 == nil {
		e.kernel.MatMul32(to, l.Out, from, width, l.W32, l.Bias, rows, width, l.Out)
		return
	}
	e.kernel.Quantize(e.quantised, l.In, e.scale, from, width, l.Factor, l.Shift, rows, width)
	e.kernel.MatMul8(to, l.Out, e.quantised, e.scale, l.W8, l.Scale, l.Offset, l.Bias, rows, l.In, l.Out)
}

// addNorm adds a step's output to its input and normalises the sum.
func (e *encoder) addNorm(to, from []float32, n *modelfile.Norm, rows int) {
	f := e.model.file
	e.kernel.AddNorm(to, from, e.model.one, n.Gamma, n.Beta, float32(f.Width), f.Epsilon, rows, f.PaddedWidth())
}

// result takes the rows of one sequence out of the batch.
func (e *encoder) result(s span, hidden bool) Result {
	f := e.model.file
	width := f.PaddedWidth()
	rows := e.hidden[s.start*width : s.end*width]
	var r Result
	if hidden {
		r.Hidden = unpad(rows, s.end-s.start, width, f.Width)
	}
	for i := range f.Heads {
		l := &f.Heads[i]
		scores := grow(&e.projected, (s.end-s.start)*l.Out)
		e.linear(scores, l, rows, s.end-s.start, width)
		r.Scores = append(r.Scores, unpad(scores, s.end-s.start, l.Out, len(f.Outputs[i].Labels)))
	}
	return r
}

// unpad copies the first columns of every row.
func unpad(x []float32, rows, stride, columns int) []float32 {
	out := make([]float32, rows*columns)
	for i := range rows {
		copy(out[i*columns:][:columns], x[i*stride:])
	}
	return out
}

// begin lays the sequences of a batch out and gives the buffers their sizes. It
// returns the number of rows.
func (e *encoder) begin(sequences []Sequence, batch []int) int {
	e.sequences = e.sequences[:0]
	rows, longest := 0, 0
	for _, b := range batch {
		n := len(sequences[b].Pieces)
		e.sequences = append(e.sequences, span{rows, rows + n})
		rows, longest = rows+n, max(longest, n)
	}
	f := e.model.file
	width, context, hidden := f.PaddedWidth(), f.PaddedContext(), f.PaddedHidden()
	grow(&e.hidden, rows*width)
	grow(&e.output, rows*width)
	grow(&e.projected, rows*3*context)
	grow(&e.context, rows*context)
	block := min(rows, forwardRows)
	grow(&e.inner, block*hidden)
	grow(&e.scale, rows)
	grow(&e.quantised, max(
		rows*kernel.Round(max(width, context), kernel.Inner), block*kernel.Round(hidden, kernel.Inner)))
	e.attention.grow(longest, f.PaddedHead())
	return rows
}

// grow gives a buffer at least n elements.
func grow[T any](buffer *[]T, n int) []T {
	if cap(*buffer) < n {
		*buffer = make([]T, n)
	}
	*buffer = (*buffer)[:cap(*buffer)]
	return (*buffer)[:n]
}

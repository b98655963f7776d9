package modeltest

import "quoth/internal/nn/modelfile"

// builder turns plain weights into the tensors of the format.
type builder struct {
	modelfile.Config
	from Source
}

func (b *builder) vector(name string, n int) []float32 {
	v := make([]float32, n)
	for i := range v {
		v[i] = b.from(name, i)
	}
	return v
}

// table gives rows of embeddings, each padded.
func (b *builder) table(name string, rows int) []float32 {
	return spread(b.vector(name, rows*b.Width), rows, b.Width, b.PaddedWidth())
}

// spread copies rows of n numbers into rows of padded numbers.
func spread(x []float32, rows, n, padded int) []float32 {
	out := make([]float32, rows*padded)
	for i := range rows {
		copy(out[i*padded:], x[i*n:][:n])
	}
	return out
}

func (b *builder) words() modelfile.Embedding {
	table := b.table("embeddings.word_embeddings.weight", b.Vocabulary)
	if b.Weights == modelfile.FP32 {
		return modelfile.Embedding{W32: table}
	}
	e := modelfile.Embedding{W8: make([]int8, len(table)), Scale: make([]float32, b.Vocabulary)}
	width := b.PaddedWidth()
	for i := range e.Scale {
		e.Scale[i] = modelfile.QuantizeRow(e.W8[i*width:][:width], table[i*width:][:width])
	}
	return e
}

// positions are the embeddings of the positions with that of token type 0.
func (b *builder) positions() []float32 {
	table := b.table("embeddings.position_embeddings.weight", b.Positions)
	kind := b.vector("embeddings.token_type_embeddings.weight", b.Width)
	for i := range b.Positions {
		for j, v := range kind {
			table[i*b.PaddedWidth()+j] += v
		}
	}
	return table
}

func (b *builder) norm(name string) modelfile.Norm {
	width := b.PaddedWidth()
	return modelfile.Norm{
		Gamma: spread(b.vector(name+".weight", b.Width), 1, b.Width, width),
		Beta:  spread(b.vector(name+".bias", b.Width), 1, b.Width, width),
	}
}

func (b *builder) layer(name string) modelfile.Layer {
	return modelfile.Layer{
		QKV:           b.projections(name + "attention.self"),
		Output:        b.output(name + "attention.output.dense"),
		AttentionNorm: b.norm(name + "attention.output.LayerNorm"),
		Up:            b.linear(name+"intermediate.dense", b.Hidden, b.Width),
		Down:          b.linear(name+"output.dense", b.Width, b.Hidden),
		Norm:          b.norm(name + "output.LayerNorm"),
	}
}

func (b *builder) linear(name string, out, in int) modelfile.Linear {
	return b.pack(name, b.vector(name+".weight", out*in), b.vector(name+".bias", out), out, in)
}

func (b *builder) pack(name string, w, bias []float32, out, in int) modelfile.Linear {
	if b.Weights == modelfile.FP32 {
		return modelfile.Pack32(w, bias, out, in)
	}
	factor, shift := b.vector(name+".factor", in), b.vector(name+".shift", in)
	w, bias = smooth(w, bias, factor, shift)
	l := modelfile.Pack8(w, bias, out, in)
	copy(l.Factor, factor)
	copy(l.Shift, shift)
	return l
}

// smooth gives a matrix and a bias that do for x·factor + shift what w and bias
// do for x: w/factor and bias - w/factor·shift.
func smooth(w, bias, factor, shift []float32) (smoothed, rest []float32) {
	in := len(factor)
	smoothed, rest = make([]float32, len(w)), append([]float32(nil), bias...)
	for i := range rest {
		for k := range in {
			v := w[i*in+k] / factor[k]
			smoothed[i*in+k] = v
			rest[i] -= float32(v * shift[k])
		}
	}
	return smoothed, rest
}

// projections puts the queries, keys and values of all heads below each other,
// each head padded.
func (b *builder) projections(name string) modelfile.Linear {
	var w, bias []float32
	heads, head := b.Heads, b.HeadWidth
	for _, part := range []string{".query", ".key", ".value"} {
		rows := b.vector(name+part+".weight", heads*head*b.Width)
		w = append(w, spread(rows, heads, head*b.Width, b.PaddedHead()*b.Width)...)
		bias = append(bias, spread(b.vector(name+part+".bias", heads*head), heads, head, b.PaddedHead())...)
	}
	return b.pack(name, w, bias, 3*b.PaddedContext(), b.Width)
}

// output has columns for heads that are padded.
func (b *builder) output(name string) modelfile.Linear {
	rows := b.vector(name+".weight", b.Width*b.Heads*b.HeadWidth)
	w := spread(rows, b.Width*b.Heads, b.HeadWidth, b.PaddedHead())
	return b.pack(name, w, b.vector(name+".bias", b.Width), b.Width, b.PaddedContext())
}

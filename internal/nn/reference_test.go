package nn

import (
	"math"

	"quoth/internal/nn/modelfile"
	"quoth/internal/nn/modelfile/modeltest"
)

// reference runs one sequence as the paper says, in 64-bit numbers and without
// packing, padding or batches.
func reference(f *modelfile.File, s Sequence) [][]float64 {
	var x [][]float64
	for i, id := range s.Pieces {
		row := make([]float64, f.Width)
		for j := range row {
			row[j] = float64(f.Words.W32[int(id)*f.PaddedWidth()+j]) + float64(f.Positions[i*f.PaddedWidth()+j])
			for e, table := range f.ExtraTables {
				value := 0
				if s.Extras != nil {
					value = int(s.Extras[e][i])
				}
				row[j] += float64(table[value*f.PaddedWidth()+j])
			}
		}
		x = append(x, normalise(f, row, f.EmbeddingNorm))
	}
	for i := range f.Layers {
		l := &f.Layers[i]
		x = residual(f, x, multiply(&l.Output, attention64(f, l, x)), l.AttentionNorm)
		inner := multiply(&l.Up, x)
		for _, row := range inner {
			for j, v := range row {
				row[j] = v / 2 * math.Erfc(-v/math.Sqrt2)
			}
		}
		x = residual(f, x, multiply(&l.Down, inner), l.Norm)
	}
	return x
}

// attention64 gives the context of every piece, heads side by side.
func attention64(f *modelfile.File, l *modelfile.Layer, x [][]float64) [][]float64 {
	projected := multiply(&l.QKV, x)
	context := make([][]float64, len(x))
	for i := range x {
		context[i] = make([]float64, f.PaddedContext())
		for h := range f.Config.Heads {
			first := h * f.PaddedHead()
			weights, sum := make([]float64, len(x)), 0.0
			for k := range x {
				for j := range f.HeadWidth {
					weights[k] += projected[i][first+j] * projected[k][f.PaddedContext()+first+j]
				}
				weights[k] = math.Exp(weights[k] / math.Sqrt(float64(f.HeadWidth)))
				sum += weights[k]
			}
			for k := range x {
				for j := range f.HeadWidth {
					context[i][first+j] += weights[k] / sum * projected[k][2*f.PaddedContext()+first+j]
				}
			}
		}
	}
	return context
}

// multiply is a linear layer; numbers of padding come and go.
func multiply(l *modelfile.Linear, x [][]float64) [][]float64 {
	w := modeltest.Unpack(l)
	out := make([][]float64, len(x))
	for i, row := range x {
		out[i] = make([]float64, l.Out)
		for j := range out[i] {
			out[i][j] = float64(l.Bias[j])
			for k, v := range row {
				out[i][j] += float64(w[j*l.In+k]) * v
			}
		}
	}
	return out
}

func residual(f *modelfile.File, x, y [][]float64, n modelfile.Norm) [][]float64 {
	out := make([][]float64, len(x))
	for i, row := range x {
		sum := make([]float64, f.Width)
		for j := range sum {
			sum[j] = row[j] + y[i][j]
		}
		out[i] = normalise(f, sum, n)
	}
	return out
}

func normalise(f *modelfile.File, row []float64, n modelfile.Norm) []float64 {
	var mean, variance float64
	for _, v := range row {
		mean += v / float64(len(row))
	}
	for _, v := range row {
		variance += (v - mean) * (v - mean) / float64(len(row))
	}
	out := make([]float64, len(row))
	for j, v := range row {
		out[j] = (v-mean)/math.Sqrt(variance+float64(f.Epsilon))*float64(n.Gamma[j]) + float64(n.Beta[j])
	}
	return out
}

package modeltest

import "quoth/internal/nn/modelfile"

// Unpack gives the matrix of a linear layer, [Out][In] with its padding, each
// number as what it stands for: the opposite of packing.
func Unpack(l *modelfile.Linear) []float32 {
	w := make([]float32, l.Out*l.In)
	for row := range l.Out {
		for column := range l.In {
			w[row*l.In+column] = at(l, row, column)
		}
	}
	return w
}

func at(l *modelfile.Linear, row, column int) float32 {
	if l.W8 == nil {
		return l.W32[(row/16*l.In+column)*16+row%16]
	}
	q := l.W8[((row/16*(l.In/4)+column/4)*16+row%16)*4+column%4]
	return float32(q) * l.Scale[row]
}

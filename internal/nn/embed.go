package nn

import "quoth/internal/nn/modelfile"

// embed gives every word piece its first hidden state: the normalised sum of
// the embeddings of the piece, of its position and of the extra inputs.
func (e *encoder) embed(sequences []Sequence, batch []int) {
	f := e.model.file
	width := f.PaddedWidth()
	rows := 0
	for _, b := range batch {
		s := sequences[b]
		for i, id := range s.Pieces {
			row := e.hidden[rows*width:][:width]
			word(row, &f.Words, int(id))
			for x, table := range f.ExtraTables {
				value := 0
				if s.Extras != nil {
					value = int(s.Extras[x][i])
				}
				for j, v := range table[value*width:][:width] {
					row[j] += v
				}
			}
			copy(e.output[rows*width:][:width], f.Positions[i*width:])
			rows++
		}
	}
	e.addNorm(e.hidden, e.output, &f.EmbeddingNorm, rows)
}

// word writes the embedding of a piece.
func word(row []float32, table *modelfile.Embedding, id int) {
	if table.W8 == nil {
		copy(row, table.W32[id*len(row):])
		return
	}
	scale := table.Scale[id]
	for j, v := range table.W8[id*len(row):][:len(row)] {
		row[j] = float32(v) * scale
	}
}

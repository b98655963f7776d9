package encode

import (
	"slices"
	"strconv"

	"quoth/internal/nn/modelfile"
)

// Output is an output that the network must have: its name and labels in their
// order, as in modelfile.Output.
type Output modelfile.Output

// equal reports whether an output of a model file is this one.
func (o Output) equal(other modelfile.Output) bool {
	return o.Name == other.Name && slices.Equal(o.Labels, other.Labels)
}

// Outputs are the outputs that the encoder reads; train.py trains them.
func Outputs() []Output {
	var all []Output
	for _, head := range []string{"source", "cue", "content", "inner-source", "inner-cue", "inner-content"} {
		all = append(all, Output{head, []string{"B", "I", "O"}})
	}
	var names []string
	for _, kind := range []string{"PERSON", "ORGANIZATION", "LOCATION", "MISC"} {
		names = append(names, "B-"+kind, "I-"+kind)
	}
	all = append(all, Output{"name", append(names, "O")})
	var numbers []string
	for i := range linkWidth {
		numbers = append(numbers, strconv.Itoa(i))
	}
	for _, vector := range []string{"from-content", "to-cue", "from-cue", "to-source"} {
		all = append(all, Output{vector, numbers})
	}
	return all
}

package encode

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"quoth/internal/nn/modelfile"
)

// Outputs describes the outputs that the encoder reads, for a model file: names, and
// labels in their order. train/train.py trains them.
func Outputs() []modelfile.Output {
	var all []modelfile.Output
	for _, head := range []string{"source", "cue", "content", "inner-source", "inner-cue", "inner-content"} {
		all = append(all, modelfile.Output{Name: head, Labels: []string{"B", "I", "O"}})
	}
	var names []string
	for _, kind := range []string{"PERSON", "ORGANIZATION", "LOCATION", "MISC"} {
		names = append(names, "B-"+kind, "I-"+kind)
	}
	all = append(all, modelfile.Output{Name: "name", Labels: append(names, "O")})
	var numbers []string
	for i := range linkWidth {
		numbers = append(numbers, strconv.Itoa(i))
	}
	for _, vector := range []string{"from-content", "to-cue", "from-cue", "to-source"} {
		all = append(all, modelfile.Output{Name: vector, Labels: numbers})
	}
	return all
}

// find looks up the inputs and outputs that the encoder needs.
func (e *Encoder) find(c *modelfile.Config) error {
	if c.Positions < room+2 {
		return fmt.Errorf("%d positions, %d are needed: %w", c.Positions, room+2, ErrModel)
	}
	names, counts := ExtraNames(), ExtraCounts()
	if len(c.Extras) != Extras {
		return fmt.Errorf("%d extra inputs, not %v: %w", len(c.Extras), names, ErrModel)
	}
	for i, extra := range c.Extras {
		if extra.Name != names[i] || extra.Count != counts[i] {
			return fmt.Errorf("extra input %d is %s with %d values, not %s with %d: %w",
				i, extra.Name, extra.Count, names[i], counts[i], ErrModel)
		}
	}
	places := e.places()
	for i, want := range Outputs() {
		*places[i] = slices.IndexFunc(c.Outputs, func(o modelfile.Output) bool {
			return o.Name == want.Name && slices.Equal(o.Labels, want.Labels)
		})
		if *places[i] < 0 {
			return fmt.Errorf("no output %s with labels %s: %w", want.Name, strings.Join(want.Labels, " "), ErrModel)
		}
	}
	return nil
}

// places says where to put the place in the model file of each of Outputs.
func (e *Encoder) places() []*int {
	var all []*int
	for h := range e.heads {
		all = append(all, &e.heads[h])
	}
	return append(all, &e.names,
		&e.from[ContentToCue], &e.to[ContentToCue], &e.from[CueToSource], &e.to[CueToSource])
}

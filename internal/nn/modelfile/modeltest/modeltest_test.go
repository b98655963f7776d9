package modeltest_test

import (
	"testing"

	"quoth/internal/nn/modelfile"
	"quoth/internal/nn/modelfile/modeltest"
)

func TestRandom(t *testing.T) {
	c := modelfile.Config{
		Layers: 2, Width: 312, Heads: 12, Hidden: 100,
		Extras:  []modelfile.Extra{{Name: "mark", Count: 3}},
		Outputs: []modelfile.Output{{Name: "role", Labels: []string{"O", "B"}}},
	}
	for _, weights := range []string{modelfile.Int8, modelfile.FP32} {
		c.Weights = weights
		a := modeltest.Bytes(c, 1)
		f, err := modelfile.Decode(a, modelfile.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if f.HeadWidth != 26 {
			t.Errorf("head width %d, want 26", f.HeadWidth)
		}
		if b := modeltest.Bytes(c, 1); string(a) != string(b) {
			t.Errorf("%s: another file from the same seed", weights)
		}
		if b := modeltest.Bytes(c, 2); string(a) == string(b) {
			t.Errorf("%s: the same file from another seed", weights)
		}
	}
}

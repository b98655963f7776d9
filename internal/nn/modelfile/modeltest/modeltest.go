// Package modeltest makes small networks for tests.
package modeltest

import (
	"bytes"
	"fmt"
	"math"
	"strings"

	"quoth/internal/nn/modelfile"
)

// Source gives element i of a plain matrix or vector of the network, by BERT's
// name for it, such as "encoder.layer.0.attention.self.query.weight". Matrices
// are [out][in]. The factors and shifts of 8-bit layers have names that end with
// ".factor" and ".shift", after the name of the layer ("attention.self" for
// queries, keys and values).
type Source func(name string, i int) float32

// Random makes a network of random weights: the same for the same config and
// seed. Fields that are zero get values: four heads of width/4, an inner layer of
// four times the width, 64 positions, int8 weights. The vocabulary is Pieces.
// A config that makes no network panics.
func Random(c modelfile.Config, seed uint64) *modelfile.File {
	c = complete(c)
	return Build(c, func(name string, i int) float32 {
		v := uniform(name, seed, i)
		switch {
		case strings.HasSuffix(name, "LayerNorm.weight"):
			return 1 + v/4
		case strings.HasSuffix(name, ".factor"):
			return 1 + uniform("factor", 0, i)/2
		case strings.HasSuffix(name, ".shift"):
			return uniform("shift", 0, i) / 8
		case strings.HasSuffix(name, "bias"), strings.Contains(name, "embeddings"):
			return v / 4
		case strings.HasSuffix(name, "output.dense.weight") && !strings.Contains(name, "attention"):
			return v * float32(math.Sqrt(3/float64(c.Hidden)))
		}
		return v * float32(math.Sqrt(3/float64(c.Width)))
	})
}

// Bytes is Random as a file.
func Bytes(c modelfile.Config, seed uint64) []byte { return Encode(Random(c, seed)) }

// Encode gives the bytes of a network's file.
func Encode(f *modelfile.File) []byte {
	var b bytes.Buffer
	if err := modelfile.Encode(&b, f); err != nil {
		panic("modeltest: " + err.Error())
	}
	return b.Bytes()
}

// complete fills in the fields that are zero.
func complete(c modelfile.Config) modelfile.Config {
	if c.Name == "" {
		c.Name = "test"
	}
	orElse(&c.Width, 32)
	orElse(&c.Heads, 4)
	orElse(&c.HeadWidth, c.Width/c.Heads)
	orElse(&c.Hidden, 4*c.Width)
	orElse(&c.Positions, 64)
	if c.Weights == "" {
		c.Weights = modelfile.Int8
	}
	if c.Epsilon == 0 {
		c.Epsilon = 1e-12
	}
	c.Normalization = modelfile.BertUncased
	c.Vocabulary = strings.Count(Pieces, "\n")
	return c
}

func orElse(n *int, value int) {
	if *n == 0 {
		*n = value
	}
}

// uniform gives a number from -1 to 1, by the generator SplitMix64 (Steele, Lea
// and Flood, "Fast Splittable Pseudorandom Number Generators", 2014).
func uniform(name string, seed uint64, i int) float32 {
	x := seed * 0x9e3779b97f4a7c15
	for _, c := range []byte(name) {
		x = mix(x + uint64(c))
	}
	return float32(int64(mix(x+uint64(i)*0x9e3779b97f4a7c15))>>40) / (1 << 23)
}

func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// Pieces is the vocabulary of the networks.
const Pieces = `[PAD]
[UNK]
[CLS]
[SEP]
[MASK]
.
,
:
'
"
-
a
b
c
d
e
f
g
h
i
l
m
n
o
r
s
t
u
##a
##b
##d
##e
##ed
##er
##g
##ing
##l
##n
##o
##r
##s
##t
##y
the
of
and
said
she
he
that
harbour
boat
mayor
bridge
ferry
council
rain
was
not
`

// Build makes a network of a complete config, its weights from a source.
func Build(c modelfile.Config, from Source) *modelfile.File {
	b := builder{c, from}
	f := &modelfile.File{Config: c, Vocabulary: []byte(Pieces)}
	f.Words = b.words()
	f.Positions = b.positions()
	for i, e := range c.Extras {
		f.ExtraTables = append(f.ExtraTables, b.table(fmt.Sprintf("extra.%d.weight", i), e.Count))
	}
	f.EmbeddingNorm = b.norm("embeddings.LayerNorm")
	for i := range c.Layers {
		f.Layers = append(f.Layers, b.layer(fmt.Sprintf("encoder.layer.%d.", i)))
	}
	for i, o := range c.Outputs {
		name := fmt.Sprintf("head.%d", i)
		w, bias := b.vector(name+".weight", len(o.Labels)*c.Width), b.vector(name+".bias", len(o.Labels))
		f.Heads = append(f.Heads, modelfile.Pack32(w, bias, len(o.Labels), c.Width))
	}
	return f
}

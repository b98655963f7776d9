package modelfile

import "fmt"

// The types of tensors.
const (
	typeInt8    = "int8"
	typeInt32   = "int32"
	typeFloat32 = "float32"
	typeBytes   = "bytes"
)

// tensor is one tensor of the format and the slice that holds it. One of the
// four pointers is set.
type tensor struct {
	name  string
	kind  string
	shape []int

	int8s    *[]int8
	int32s   *[]int32
	float32s *[]float32
	bytes    *[]byte
}

// newFile gives a network without weights.
func newFile(c Config) *File {
	return &File{
		Config:      c,
		ExtraTables: make([][]float32, len(c.Extras)),
		Layers:      make([]Layer, c.Layers),
		Heads:       make([]Linear, len(c.Outputs)),
	}
}

// tensorCount is the number of tensors of a network.
func (c *Config) tensorCount() int {
	perLayer, words := 4*2+4, 1
	if c.Weights == Int8 {
		perLayer, words = 4*6+4, 2
	}
	return 1 + words + 1 + len(c.Extras) + 2 + c.Layers*perLayer + 2*len(c.Outputs)
}

// tensors lists the tensors of a network in the order of the format, and gives
// linear layers their sizes.
func (f *File) tensors() []tensor {
	c := &f.Config
	width, context, hidden := c.PaddedWidth(), c.PaddedContext(), c.PaddedHidden()
	l := &list{weights: c.Weights}
	l.bytes("vocabulary", &f.Vocabulary)
	l.embedding("words", &f.Words, c.Vocabulary, width)
	l.float32s("positions", &f.Positions, c.Positions, width)
	for i := range c.Extras {
		l.float32s(fmt.Sprintf("extra.%d", i), &f.ExtraTables[i], c.Extras[i].Count, width)
	}
	l.norm("embedding.norm", &f.EmbeddingNorm, width)
	for i := range f.Layers {
		layer, name := &f.Layers[i], fmt.Sprintf("layer.%d.", i)
		l.linear(name+"qkv", &layer.QKV, width, 3*context)
		l.linear(name+"output", &layer.Output, context, width)
		l.norm(name+"attention.norm", &layer.AttentionNorm, width)
		l.linear(name+"up", &layer.Up, width, hidden)
		l.linear(name+"down", &layer.Down, hidden, width)
		l.norm(name+"norm", &layer.Norm, width)
	}
	for i := range f.Heads {
		l.linear32(fmt.Sprintf("head.%d", i), &f.Heads[i], width, ceil(len(c.Outputs[i].Labels), 32))
	}
	return l.tensors
}

// list collects tensors.
type list struct {
	weights string
	tensors []tensor
}

func (l *list) bytes(name string, to *[]byte) {
	l.tensors = append(l.tensors, tensor{name: name, kind: typeBytes, shape: []int{len(*to)}, bytes: to})
}

func (l *list) int8s(name string, to *[]int8, shape ...int) {
	l.tensors = append(l.tensors, tensor{name: name, kind: typeInt8, shape: shape, int8s: to})
}

func (l *list) int32s(name string, to *[]int32, shape ...int) {
	l.tensors = append(l.tensors, tensor{name: name, kind: typeInt32, shape: shape, int32s: to})
}

func (l *list) float32s(name string, to *[]float32, shape ...int) {
	l.tensors = append(l.tensors, tensor{name: name, kind: typeFloat32, shape: shape, float32s: to})
}

func (l *list) norm(name string, n *Norm, width int) {
	l.float32s(name+".gamma", &n.Gamma, width)
	l.float32s(name+".beta", &n.Beta, width)
}

func (l *list) embedding(name string, e *Embedding, rows, width int) {
	if l.weights == FP32 {
		l.float32s(name, &e.W32, rows, width)
		return
	}
	l.int8s(name, &e.W8, rows, width)
	l.float32s(name+".scale", &e.Scale, rows)
}

// linear lists the tensors of a linear layer; in and out are multiples of 32.
func (l *list) linear(name string, to *Linear, in, out int) {
	if l.weights == FP32 {
		l.linear32(name, to, in, out)
		return
	}
	to.In, to.Out = ceil(in, 64), out
	l.float32s(name+".factor", &to.Factor, to.In)
	l.float32s(name+".shift", &to.Shift, to.In)
	l.int8s(name+".weight", &to.W8, out/16, to.In/4, 16, 4)
	l.float32s(name+".scale", &to.Scale, out)
	l.int32s(name+".offset", &to.Offset, out)
	l.float32s(name+".bias", &to.Bias, out)
}

func (l *list) linear32(name string, to *Linear, in, out int) {
	to.In, to.Out = in, out
	l.float32s(name+".weight", &to.W32, out/16, in, 16)
	l.float32s(name+".bias", &to.Bias, out)
}

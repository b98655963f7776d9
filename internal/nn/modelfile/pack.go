package modelfile

import "math"

const (
	panel = 16 // output numbers that a kernel computes together
	quad  = 4  // inputs that an 8-bit kernel multiplies together
	zero  = 64 // what stands for 0 among quantised activations
)

// Pack8 quantises a matrix w, [out][in], and packs it. Each row has a scale of
// its own, symmetric: max|w|/127. The result has In a multiple of 64 and Out one
// of 32; bias, [out], may be nil for zeros. Factor is 1 and Shift 0.
func Pack8(w, bias []float32, out, in int) Linear {
	l := Linear{In: ceil(in, 64), Out: ceil(out, 32)}
	l.W8 = make([]int8, l.Out*l.In)
	l.Scale = make([]float32, l.Out)
	l.Offset = make([]int32, l.Out)
	l.Bias = padded(bias, l.Out)
	l.Factor, l.Shift = make([]float32, l.In), make([]float32, l.In)
	for k := range in {
		l.Factor[k] = 1
	}
	row := make([]int8, in)
	for i := range l.Out {
		l.Scale[i] = 1
		if i >= out {
			continue
		}
		l.Scale[i] = QuantizeRow(row, w[i*in:][:in])
		for k, q := range row {
			l.W8[((i/panel*(l.In/quad)+k/quad)*panel+i%panel)*quad+k%quad] = q
			l.Offset[i] -= zero * int32(q)
		}
	}
	return l
}

// Pack32 packs a matrix w, [out][in], as it is. The result has In and Out
// multiples of 32; bias, [out], may be nil for zeros.
func Pack32(w, bias []float32, out, in int) Linear {
	l := Linear{In: ceil(in, 32), Out: ceil(out, 32)}
	l.W32 = make([]float32, l.Out*l.In)
	l.Bias = padded(bias, l.Out)
	for i := range out {
		for k := range in {
			l.W32[(i/panel*l.In+k)*panel+i%panel] = w[i*in+k]
		}
	}
	return l
}

// QuantizeRow turns numbers into whole numbers from -127 to 127, rounded half to
// even, and gives the scale: what 1 stands for. It is 1 for a row of zeros.
func QuantizeRow(q []int8, row []float32) float32 {
	var largest float32
	for _, v := range row {
		largest = max(largest, float32(math.Abs(float64(v))))
	}
	scale := largest / 127
	if scale == 0 {
		scale = 1
	}
	for k, v := range row {
		q[k] = int8(max(-127, min(127, math.RoundToEven(float64(v/scale)))))
	}
	return scale
}

func padded(x []float32, n int) []float32 {
	out := make([]float32, n)
	copy(out, x)
	return out
}

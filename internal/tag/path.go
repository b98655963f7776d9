package tag

// Costs of a path, chosen on the development sets. Runs break too often without
// a cost of beginning one; one more is due where a run begins directly behind
// another of its role.
const (
	beginCost  = 1
	adjoinCost = 4
)

// States of a path: outside, or in one role at its first word or behind it.
const (
	outside = 0
	states  = 1 + 2*int(roles)
)

func begins(r role) int     { return 1 + 2*int(r) }
func inside(r role) int     { return 2 + 2*int(r) }
func roleOf(state int) role { return role((state - 1) / 2) }

// path finds best paths; its buffer is kept between calls.
type path struct {
	back [][states]uint8
}

// roleRun is a run with its role.
type roleRun struct {
	role
	run
}

// best gives the runs of the best path through the words from first to end. The
// score of a path is the sum of the odds of its labels against O.
func (p *path) best(d *decoder, l level, first, end int) []roleRun {
	const never = float32(-1e30)
	p.back = p.back[:0]
	total := [states]float32{}
	for s := 1; s < states; s++ {
		total[s] = never
	}
	for w := first; w < end; w++ {
		var next [states]float32
		var back [states]uint8
		top := highest(total, outside, outside)
		next[outside], back[outside] = total[top], uint8(top)
		for r := range roles {
			odds := d.scores.Labels[l.head(r)][w]
			b, i := begins(r), inside(r)
			same, other := max(total[b], total[i]), highest(total, b, i)
			from := b
			if total[i] > total[b] {
				from = i
			}
			next[i], back[i] = same+odds[1], uint8(from)
			if same-adjoinCost <= total[other] {
				same, from = total[other]+adjoinCost, other
			}
			next[b], back[b] = same-adjoinCost+odds[0]-beginCost, uint8(from)
			if d.barred[w] {
				next[b], next[i] = never, never
			}
		}
		p.back = append(p.back, back)
		total = next
	}
	return p.trace(total, first)
}

// highest is the state with the highest score but for two.
func highest(total [states]float32, but, and int) int {
	top := -1
	for s, x := range total {
		if (s != but && s != and || s == outside) && (top < 0 || x > total[top]) {
			top = s
		}
	}
	return top
}

// trace goes back along the path that ends best.
func (p *path) trace(total [states]float32, first int) []roleRun {
	state := 0
	for s := range total {
		if total[s] > total[state] {
			state = s
		}
	}
	labels := make([]int, len(p.back))
	for i := len(labels) - 1; i >= 0; i-- {
		labels[i] = state
		state = int(p.back[i][state])
	}
	var found []roleRun
	for i, s := range labels {
		switch {
		case s == outside:
		case s == begins(roleOf(s)):
			found = append(found, roleRun{roleOf(s), run{first + i, first + i}})
		default:
			found[len(found)-1].last = first + i
		}
	}
	return found
}

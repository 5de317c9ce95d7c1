package rules

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// sample is the report that the register format shows, with an entry more where
// a value can be missing.
func sample() *Report {
	shanghai := time.FixedZone("", 8*3600)
	on := func(month time.Month, day, hour int) time.Time {
		return time.Date(2026, month, day, hour, 0, 0, 0, shanghai).UTC()
	}
	by := func(basis ...string) Grounds { return Grounds{Basis: basis} }
	n := func(n int) *int { return &n }
	half := Parts{{"amy", frac(1, 2)}, {"dan", Part{}}, {"bo", frac(1, 2)}}
	return &Report{
		Policy: &Policy{
			name: "fifteen-day", title: wording{"十五天", "Fifteen days"},
			clauses: []*Clause{{ID: "9-1b", wording: wording{"仍归原顾问。", "stays with the first consultant."}}},
		},
		At: on(3, 10, 18), Zone: shanghai,
		Members: []Member{{Person: "amy", Name: "Amy Chan"}, {Person: "bo"}},
		Names:   map[Customer]string{"wang": "Wang Fang", "li": "Li", "li2": "Li"},
		Customers: []Holding{
			{Customer: "wang", Owner: "amy", Party: []Customer{"wang", "zhao"}, Grounds: by("9-1b")},
			{Customer: "li", Owner: "bo", Until: on(3, 17, 0), Party: []Customer{"li"}, Referral: "wang", Grounds: Grounds{Basis: []string{"9-1b", "4", "5"}, Assumed: true}},
			{Customer: "li2", Former: "bo", Party: []Customer{"li2"}, Grounds: by("4", "5")},
		},
		Visits: []Reception{
			{Visit: "v1", Customer: "wang", At: on(3, 1, 10), Person: "amy", Expected: "amy", Turn: true, Grounds: by("9-1b")},
			{Visit: "v2", Customer: "li", At: on(3, 1, 11), Person: "dan", Expected: "bo", OnBehalfOf: "amy", Grounds: by()},
		},
		Deals: []Settlement{
			{Deal: "d1", Customer: "wang", Stage: Subscribed, Performance: half, Commission: half, ContestUntil: on(3, 13, 0), Grounds: by("6b")},
			{Deal: "d2", Customer: "li", Stage: Signed, Bonus: Parts{{"bo", whole}}, Grounds: by()},
		},
		Rotation: Rotation{
			Next: "chen", Makeup: true, Queue: []Person{"chen", "amy"}, Owed: []Tally{{"dan", 1}},
			Turns: []Tally{{"amy", 1}, {"bo", 0}}, Mode: Queue,
		},
		Conduct: []Finding{
			{Person: "chen", Act: "grab", Customer: "li", Fine: &Fine{n(100), nil, "CNY"}, Suspend: &Span{n(3), n(15)}, Basis: []string{"1a", "1b"}},
			{Person: "bo", Act: "pick"},
		},
	}
}

func TestReportJSON(t *testing.T) {
	const want = `{
  "policy": "fifteen-day",
  "at": "2026-03-10T18:00:00+08:00",
  "customers": {
    "wang": {
      "owner": "amy",
      "until": null,
      "party": [
        "wang",
        "zhao"
      ],
      "referral": null,
      "basis": [
        "9-1b"
      ],
      "assumed": false
    },
    "li": {
      "owner": "bo",
      "until": "2026-03-17T00:00:00+08:00",
      "party": [
        "li"
      ],
      "referral": "wang",
      "basis": [
        "9-1b",
        "4",
        "5"
      ],
      "assumed": true
    },
    "li2": {
      "owner": null,
      "until": null,
      "party": [
        "li2"
      ],
      "referral": null,
      "basis": [
        "4",
        "5"
      ],
      "assumed": false
    }
  },
  "visits": {
    "v1": {
      "person": "amy",
      "expected": "amy",
      "turn": true,
      "on_behalf_of": null,
      "basis": [
        "9-1b"
      ],
      "assumed": false
    },
    "v2": {
      "person": "dan",
      "expected": "bo",
      "turn": false,
      "on_behalf_of": "amy",
      "basis": [],
      "assumed": false
    }
  },
  "deals": {
    "d1": {
      "performance": {
        "amy": "1/2",
        "bo": "1/2"
      },
      "commission": {
        "amy": "1/2",
        "bo": "1/2"
      },
      "bonus": {},
      "contest_until": "2026-03-13T00:00:00+08:00",
      "basis": [
        "6b"
      ],
      "assumed": false
    },
    "d2": {
      "performance": {},
      "commission": {},
      "bonus": {
        "bo": "1"
      },
      "contest_until": null,
      "basis": [],
      "assumed": false
    }
  },
  "rotation": {
    "next": "chen",
    "queue": [
      "chen",
      "amy"
    ],
    "owed": {
      "dan": 1
    },
    "turns": {
      "amy": 1
    },
    "passes": {}
  },
  "conduct": [
    {
      "person": "chen",
      "kind": "grab",
      "customer": "li",
      "fine": {
        "min": 100,
        "max": null,
        "currency": "CNY"
      },
      "suspend_days": {
        "min": 3,
        "max": 15
      },
      "basis": [
        "1a",
        "1b"
      ]
    },
    {
      "person": "bo",
      "kind": "pick",
      "customer": null,
      "fine": null,
      "suspend_days": null,
      "basis": []
    }
  ]
}
`
	var got strings.Builder
	if err := sample().WriteJSON(&got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestReportText(t *testing.T) {
	for lang, want := range map[Lang]string{
		En: `Fifteen days, 10 March 2026, 18:00

Customers
  Wang Fang is Amy Chan's.
    One party with zhao.
    Clause 9-1b: stays with the first consultant.
  Li (li) is bo's, protected through 16 March 2026.
    Sent by Wang Fang.
    The policy is silent; decided by our reading.
    Clause 9-1b: stays with the first consultant.
    See also clauses 4, 5
  Li (li2) is nobody's now (was bo's).
    Clause 4
    See also clause 5

Visits
  v1 (Wang Fang, 1 March 2026, 10:00): received by Amy Chan, a turn used.
    Clause 9-1b: stays with the first consultant.
  v2 (Li (li), 1 March 2026, 11:00): received by dan, on behalf of Amy Chan, no turn used.
    By the policy, bo should have received.

Deals
  d1 (Wang Fang, subscribed): performance Amy Chan 1/2, bo 1/2; commission Amy Chan 1/2, bo 1/2.
    May be contested through 12 March 2026.
    Clause 6b
  d2 (Li (li), signed): performance none; commission none.
    Closing bonus: bo 1.

Rotation
  Next: chen, on a make-up turn.
  Order: chen, Amy Chan.
  Make-up turns owed: dan 1.
  Turns taken: Amy Chan 1.

Conduct
  chen: took a colleague's customer (Li (li)); fine at least 100 CNY; suspended for 3 to 15 days.
    Clause 1a
    See also clause 1b
  bo: picked customers.
`,
		Zh: `十五天，2026年3月10日 18:00

客户
  Wang Fang：归 Amy Chan。
    与 zhao 为同一组客户。
    条款 9-1b：仍归原顾问。
  Li（li）：归 bo，保护到 2026年3月16日。
    由 Wang Fang 介绍。
    制度没有写明；按建议理解处理。
    条款 9-1b：仍归原顾问。
    另见条款 4、5
  Li（li2）：现无归属人（原归 bo）。
    条款 4
    另见条款 5

来访
  v1（Wang Fang，2026年3月1日 10:00）：由 Amy Chan 接待，占用一次轮接。
    条款 9-1b：仍归原顾问。
  v2（Li（li），2026年3月1日 11:00）：由 dan 接待，代 Amy Chan 接待，不占轮接。
    按制度应由 bo 接待。

成交
  d1（Wang Fang，已认购）：业绩 Amy Chan 1/2、bo 1/2；佣金 Amy Chan 1/2、bo 1/2。
    2026年3月12日 前（含当日）可提出异议。
    条款 6b
  d2（Li（li），已签约）：业绩 无；佣金 无。
    成交奖金：bo 1。

轮排
  下一位：chen（补接）。
  次序：chen、Amy Chan。
  待补接：dan 1。
  已轮接：Amy Chan 1。

行为
  chen：抢单（Li（li））；罚款 至少 100 CNY；停盘 3 至 15 天。
    条款 1a
    另见条款 1b
  bo：挑客。
`,
	} {
		var got strings.Builder
		if err := sample().WriteText(&got, lang); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got.String()); diff != "" {
			t.Errorf("%s (-want +got)\n%s", lang, diff)
		}
	}
}

func TestReportBeforeTheLastEvent(t *testing.T) {
	b := NewBook(nil, nil)
	at := time.Date(2026, 3, 1, 8, 30, 0, 0, time.UTC)
	if _, err := b.Apply(Event{At: at, Body: &Staff{ID: "amy"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Report(at); err != nil {
		t.Errorf("at the last event: %v", err)
	}
	if _, err := b.Report(at.Add(-time.Microsecond)); err == nil {
		t.Error("before the last event there is no report, yet one came")
	}
}

func TestReportNamesCustomersAsLastWritten(t *testing.T) {
	b := NewBook(nil, nil)
	at := time.Date(2026, 3, 1, 8, 30, 0, 0, time.UTC)
	for _, body := range []Body{
		&Staff{ID: "amy"},
		&Visit{ID: "v1", Customer: "wang", Person: "amy", Details: &Details{Name: "Wagn", Phone: "13800138000"}},
		&DetailsEntry{Customer: "wang", Person: "amy", Details: Details{Name: "Wang"}},
		&DetailsEntry{Customer: "wang", Person: "amy", Details: Details{Name: "Wong"}},
		&Withdraw{Seq: 4, Reason: "she is Wang"},
		&Call{Customer: "wang", Person: "amy", Details: &Details{Needs: "two rooms"}},
	} {
		if _, err := b.Apply(Event{At: at, Body: body}); err != nil {
			t.Fatal(err)
		}
	}
	r, err := b.Report(at)
	if err != nil || r.Names["wang"] != "Wang" {
		t.Errorf("wang is %q (%v)", r.Names["wang"], err)
	}
}

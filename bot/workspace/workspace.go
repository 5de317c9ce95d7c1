// Package workspace is a small workspace in one process that speaks Slack's
// protocol: the Web API, Socket Mode or signed HTTP requests towards one app,
// and a chat page in the browser for the people.
//
// It exists so that an app can be run, shown and tested with no Slack account.
// It is a stranger to the app: it knows it only by its manifest, accepts what
// Slack accepts and refuses what Slack refuses, with Slack's error codes.
//
// Everything said in the open is kept in one SQLite file; ephemeral messages
// and open forms live in memory only, as they are spoken and not written.
package workspace

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// Options of [Open].
type Options struct {
	// Path is the SQLite file; empty keeps everything in memory.
	Path string
	// Manifest is the app's manifest, YAML or JSON; see [ParseManifest].
	Manifest []byte
	// Seed is laid down in an empty workspace only.
	Seed Seed
	// Now is the clock the people and the app share; nil is time.Now.
	Now func() time.Time
	// Advance moves that clock forward; nil means it can't be moved.
	Advance func(time.Duration) error
	// Log receives what went wrong; nil discards it.
	Log *slog.Logger
	// Fresh empties the workspace first.
	Fresh bool
}

// A Seed is what an empty workspace begins with.
type Seed struct {
	Team     string
	Users    []User
	Channels []Channel
}

// A User of the seed. Name is the handle people type after "@"; an empty ID is
// made up, an empty Locale is en-US, an empty TZ is UTC.
type User struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	RealName string `json:"real_name"`
	Locale   string `json:"locale"`
	TZ       string `json:"tz"`
	Admin    bool   `json:"admin,omitempty"`
	Guest    bool   `json:"guest,omitempty"`    // single-channel guest
	Stranger bool   `json:"stranger,omitempty"` // of another company, in a shared channel
}

// A Channel of the seed. Members are users' names; the app is a member under
// its bot's display name.
type Channel struct {
	Name    string
	Private bool
	Members []string
	Topic   string
}

// A Server is one workspace with one app installed. Its methods may be called
// from several goroutines.
//
// Inside the package, methods that are no HTTP handlers expect s.mu to be held
// unless they say otherwise.
type Server struct {
	opts     Options
	manifest Manifest
	log      *slog.Logger
	store    *store
	ctx      context.Context
	cancel   context.CancelFunc
	wg       sync.WaitGroup

	mu       sync.Mutex
	base     *url.URL
	identity identity
	lastTS   int64

	users     map[string]*member
	userOrder []string
	channels  map[string]*channel
	chanOrder []string
	messages  map[string][]*Message // by channel, oldest first, replies included
	whispers  map[string][]*whisper // ephemeral messages by reader, oldest first
	files     map[string]*file

	modals   modals
	homes    map[string]*View
	triggers map[string]*trigger
	replies  map[string]*responseURL

	outbox outbox
	live   live
	posts  map[string]*bucket
}

// identity is what makes this workspace and its app themselves; it is made up
// once and kept.
type identity struct {
	TeamID        string `json:"team_id"`
	TeamName      string `json:"team_name"`
	AppID         string `json:"app_id"`
	BotID         string `json:"bot_id"`
	BotUserID     string `json:"bot_user_id"`
	BotToken      string `json:"bot_token"`
	AppToken      string `json:"app_token"`
	SigningSecret string `json:"signing_secret"`
	Verification  string `json:"verification_token"`
}

// Open opens the workspace kept at opts.Path, or begins one.
func Open(ctx context.Context, opts Options) (*Server, error) {
	manifest, err := ParseManifest(opts.Manifest)
	if err != nil {
		return nil, fmt.Errorf("app manifest: %w", err)
	}
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	st, err := openStore(ctx, opts.Path, opts.Fresh)
	if err != nil {
		return nil, err
	}
	s := &Server{
		opts: opts, manifest: manifest, log: opts.Log, store: st,
		users: map[string]*member{}, channels: map[string]*channel{}, messages: map[string][]*Message{},
		whispers: map[string][]*whisper{}, files: map[string]*file{}, homes: map[string]*View{},
		triggers: map[string]*trigger{}, replies: map[string]*responseURL{}, posts: map[string]*bucket{},
		modals: modals{byID: map[string]*View{}, stacks: map[string][]*View{}},
	}
	s.ctx, s.cancel = context.WithCancel(context.WithoutCancel(ctx))
	s.outbox.init()
	s.live.init()
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.load(); err != nil {
		return nil, errors.Join(fmt.Errorf("workspace %s: %w", opts.Path, err), st.close())
	}
	return s, nil
}

// load reads what is kept, or lays down the seed where nothing is.
func (s *Server) load() error {
	known, err := s.store.identity(&s.identity)
	if err != nil {
		return err
	}
	if !known {
		if err := s.begin(); err != nil {
			return fmt.Errorf("lay down the seed: %w", err)
		}
		return nil
	}
	for _, read := range []func() error{s.loadMembers, s.loadChannels, s.loadMessages, s.loadFiles, s.loadHomes, s.loadOutbox} {
		if err := read(); err != nil {
			return err
		}
	}
	return s.refreshBot()
}

// begin makes up an identity and lays down the seed.
func (s *Server) begin() error {
	team := s.opts.Seed.Team
	if team == "" {
		team = "Workspace"
	}
	s.identity = identity{
		TeamID: newID("T"), TeamName: team, AppID: newID("A"), BotID: newID("B"), BotUserID: newID("U"),
		BotToken:      "xoxb-" + randomDigits(12) + "-" + randomDigits(13) + "-" + randomText(24),
		AppToken:      "xapp-1-" + newID("A") + "-" + randomDigits(13) + "-" + randomHex(32),
		SigningSecret: randomHex(16), Verification: randomText(24),
	}
	// The identity goes last: without it, what is here is a beginning that was
	// cut short.
	if err := s.store.empty(); err != nil {
		return err
	}
	if err := s.refreshBot(); err != nil {
		return err
	}
	if err := s.sow(s.opts.Seed); err != nil {
		return err
	}
	return s.store.saveIdentity(s.identity)
}

// sow lays down a seed.
func (s *Server) sow(seed Seed) error {
	for _, u := range seed.Users {
		if u.Name == "" {
			return errors.New("a user of the seed has no name")
		}
		if s.findMember(u.Name) != nil {
			return fmt.Errorf("user %q is named twice", u.Name)
		}
		if err := s.addMember(u); err != nil {
			return err
		}
	}
	for _, c := range seed.Channels {
		if c.Name == "" {
			return errors.New("a channel of the seed has no name")
		}
		ch := s.newChannel(strings.TrimPrefix(c.Name, "#"), c.Private)
		ch.Topic = c.Topic
		for _, name := range c.Members {
			m := s.findMember(name)
			if m == nil {
				return fmt.Errorf("channel %q: no user is named %q", c.Name, name)
			}
			ch.add(m.ID)
		}
		if len(ch.Members) > 0 {
			ch.Creator = ch.Members[0]
		}
		if err := s.keepChannel(ch); err != nil {
			return err
		}
	}
	return nil
}

// refreshBot brings the bot user in line with the manifest, which may have
// changed since the last run.
func (s *Server) refreshBot() error {
	name := s.manifest.botName()
	bot := s.users[s.identity.BotUserID]
	if bot != nil && bot.Name == handle(name) && bot.RealName == name {
		return nil
	}
	if bot == nil {
		bot = &member{Bot: true, Updated: s.opts.Now().Unix(), User: User{ID: s.identity.BotUserID, Locale: "en-US", TZ: "UTC"}}
	}
	bot.Name, bot.RealName = handle(name), name
	return s.keepMember(bot)
}

// SetBaseURL tells the server its own address, such as "http://127.0.0.1:8080",
// once its listener is open. URLs handed out and the checks of Host and Origin
// go by it.
func (s *Server) SetBaseURL(base string) {
	u, err := url.Parse(strings.TrimSuffix(base, "/"))
	if err != nil || u.Host == "" {
		s.log.Error("base url not understood", "url", base)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.base = u
	s.wakeOutbox()
}

// baseURL is the server's own address, with no slash at the end.
func (s *Server) baseURL() string {
	if s.base == nil {
		return "http://127.0.0.1"
	}
	return s.base.String()
}

// APIURL is where the Web API is, ending in "/api/": the value of SLACK_API_URL.
func (s *Server) APIURL() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.baseURL() + "/api/"
}

// BotToken is the app's xoxb token.
func (s *Server) BotToken() string { return s.identity.BotToken }

// AppToken is the app-level xapp token, for Socket Mode.
func (s *Server) AppToken() string { return s.identity.AppToken }

// SigningSecret signs requests to the app where it takes them over HTTP.
func (s *Server) SigningSecret() string { return s.identity.SigningSecret }

// Close hangs up on the app and closes the file. What was said stays.
func (s *Server) Close() error {
	s.cancel()
	s.mu.Lock()
	s.outbox.hangUp()
	s.live.wake()
	s.mu.Unlock()
	s.wg.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.store.close(); err != nil {
		return fmt.Errorf("close workspace: %w", err)
	}
	return nil
}

// Handler serves everything: the Web API under /api/, sockets under /link/,
// response URLs under /response/, uploads and files, the page and its own API
// under /client/.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/api/{method}", s.serveAPI)
	mux.HandleFunc("GET /link/", s.serveLink)
	mux.HandleFunc("POST /response/{id}", s.serveResponse)
	mux.HandleFunc("/upload/{id}", s.serveUpload)
	mux.HandleFunc("GET /files/{id}/{name}", s.serveFile)
	s.routeClient(mux)
	mux.Handle("/", s.pageHandler())
	return s.guard(mux)
}

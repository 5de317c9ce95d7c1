package main

import (
	"net"
	"net/url"
	"strings"

	"github.com/walkin-chat/walkin/bot/slackio"
)

// A mode is which Slack the bot lives in, and how it is reached there.
type mode int

// The modes.
const (
	embedded   mode = iota // the workspace that comes with it
	socketMode             // a real one, which the bot calls
	signedHTTP             // a real one, which calls the bot
)

// A connection is a mode with what it needs. Tokens come from the environment
// only: a command line can be read by everybody on the machine.
type connection struct {
	mode                              mode
	botToken, appToken, signingSecret string
	listen                            string // signedHTTP: HOST:PORT
	apiURL                            string // of another server than Slack's; may be empty
}

// The settings of a real Slack, and where their values are found.
const (
	botTokenVar = "SLACK_BOT_TOKEN"
	appTokenVar = "SLACK_APP_TOKEN"
	secretVar   = "SLACK_SIGNING_SECRET"
	listenVar   = "WALKIN_HTTP_ADDR"
	apiURLVar   = "SLACK_API_URL"
)

var places = map[string]string{
	botTokenVar: "the Bot User OAuth Token (xoxb-…) of your app at api.slack.com/apps, page OAuth & Permissions, after Install to Workspace",
	appTokenVar: "an App-Level Token (xapp-…) with the scope connections:write, of your app at api.slack.com/apps, page Basic Information",
	secretVar:   "the Signing Secret of your app at api.slack.com/apps, page Basic Information, App Credentials",
	listenVar:   "where Walkin listens for Slack's requests, HOST:PORT such as 127.0.0.1:3000 behind your own HTTPS",
}

// chooseConnection reads the settings by get. With none of them it is the
// embedded workspace; half a set, or more than one, is a mistake that says what
// is missing and where to find it.
func chooseConnection(get func(string) string) (connection, error) {
	read := func(name string) string { return strings.TrimSpace(get(name)) }
	c := connection{
		botToken: read(botTokenVar), appToken: read(appTokenVar), signingSecret: read(secretVar),
		listen: read(listenVar), apiURL: read(apiURLVar),
	}
	set := func(names ...string) (found []string) {
		for _, name := range names {
			if read(name) != "" {
				found = append(found, name)
			}
		}
		return found
	}
	bySocket, byHTTP := set(appTokenVar), set(secretVar, listenVar)
	switch {
	case len(bySocket) > 0 && len(byHTTP) > 0:
		return c, mistaken("%s is for Socket Mode, %s for HTTP: remove the one or the other", appTokenVar, strings.Join(byHTTP, " and "))
	case len(bySocket) > 0:
		c.mode = socketMode
		if c.botToken == "" {
			return c, missing(bySocket, botTokenVar)
		}
	case len(byHTTP) > 0:
		c.mode = signedHTTP
		given := set(botTokenVar, secretVar, listenVar)
		for _, name := range []string{botTokenVar, secretVar, listenVar} {
			if read(name) == "" {
				return c, missing(given, name)
			}
		}
		if _, _, err := net.SplitHostPort(c.listen); err != nil {
			return c, mistaken("%s %q: want HOST:PORT, such as 127.0.0.1:3000", listenVar, c.listen)
		}
	case c.botToken != "":
		return c, mistaken("%s is set, but not how Slack reaches the bot. By Socket Mode: set %s, %s. By HTTP: set %s, %s, and %s, %s",
			botTokenVar, appTokenVar, places[appTokenVar], secretVar, places[secretVar], listenVar, places[listenVar])
	case c.apiURL != "":
		return c, missing([]string{apiURLVar}, botTokenVar)
	}
	if u, err := url.Parse(c.apiURL); c.apiURL != "" && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https") {
		return c, mistaken("%s %q: want the address of a Web API, such as https://slack.com/api/", apiURLVar, c.apiURL)
	}
	return c, nil
}

func missing(given []string, name string) error {
	verb := "is"
	if len(given) > 1 {
		verb = "are"
	}
	return mistaken("%s %s set, but %s is missing: it is %s", strings.Join(given, " and "), verb, name, places[name])
}

// options are those by which slackio connects.
func (c connection) options() slackio.Options {
	return slackio.Options{BotToken: c.botToken, AppToken: c.appToken, SigningSecret: c.signingSecret, APIURL: c.apiURL}
}

// registerFile is the register's name in the data folder. What is tried out in
// the embedded workspace and what happens in a real one never meet.
func (c connection) registerFile() string {
	if c.mode == embedded {
		return registerFile
	}
	return slackFile
}

// An app as Slack's documentation would write it. The test plays a person in
// the workspace and looks at what this app answers.
import bolt from '@slack/bolt';

const { App, LogLevel } = bolt;

const app = new App({
  token: process.env.SLACK_BOT_TOKEN,
  appToken: process.env.SLACK_APP_TOKEN,
  socketMode: true,
  logLevel: LogLevel.WARN,
  clientOptions: { slackApiUrl: process.env.SLACK_API_URL },
});

const plain = (text) => ({ type: 'plain_text', text });

app.command('/desk', async ({ command, ack, respond, client }) => {
  if (command.text === 'form') {
    await ack();
    await client.views.open({
      trigger_id: command.trigger_id,
      view: {
        type: 'modal',
        callback_id: 'visit',
        private_metadata: command.channel_id,
        title: plain('Register a visit'),
        submit: plain('Register'),
        blocks: [{
          type: 'input', block_id: 'name', label: plain('Name'),
          element: { type: 'plain_text_input', action_id: 'name' },
        }],
      },
    });
    return;
  }
  await ack(`Bolt heard ${command.text}`);
  await respond({
    text: 'Shall I?',
    blocks: [{ type: 'actions', block_id: 'choice', elements: [{ type: 'button', action_id: 'yes', text: plain('Yes'), value: '1' }] }],
  });
});

app.action('yes', async ({ ack, respond, body }) => {
  await ack();
  await respond({ replace_original: true, text: `${body.user.username} said yes` });
});

app.view('visit', async ({ ack, view, body, client }) => {
  const name = view.state.values.name.name.value;
  if (name.length < 2) {
    await ack({ response_action: 'errors', errors: { name: 'Too short' } });
    return;
  }
  await ack();
  await client.chat.postMessage({ channel: view.private_metadata, text: `<@${body.user.id}> registered ${name}` });
});

app.event('app_home_opened', async ({ event, client }) => {
  await client.views.publish({
    user_id: event.user,
    view: { type: 'home', blocks: [{ type: 'section', text: plain('Welcome home') }] },
  });
});

app.event('app_mention', async ({ event, say }) => {
  await say({ text: `You called, <@${event.user}>?`, thread_ts: event.ts });
});

await app.start();
console.log('ready');
process.stdin.on('end', () => process.exit(0)).resume();

// Starts emulate's Slack with the seed that comes in SEED, says where it
// listens, and ends with its standard input.
import { createEmulator } from 'emulate';

const slack = await createEmulator({ service: 'slack', port: 0, seed: { slack: JSON.parse(process.env.SEED) } });
console.log(slack.url);
process.stdin.on('end', () => process.exit(0)).resume();

#!/usr/bin/env bash
# Does the whole lab by hand with an AWS CLI: queues, a topic, a rule. Usage: lab.sh AWS-COMMAND ENDPOINT
set -euo pipefail

endpoint=$2
export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local AWS_DEFAULT_REGION=us-east-1 AWS_EC2_METADATA_DISABLED=true AWS_PAGER=""
cli=("$1" --endpoint-url "$endpoint" --output text)
sqs() { "${cli[@]}" sqs "$@"; }
sns() { "${cli[@]}" sns "$@"; }
events() { "${cli[@]}" events "$@"; }

# Compares what came with what must come.
expect() {
  if [[ $2 == "$3" ]]; then echo "  $1: $2"; else echo "  $1: '$2' in place of '$3'" >&2; exit 1; fi
}

arn() { sqs get-queue-attributes --queue-url "$1" --attribute-names QueueArn --query Attributes.QueueArn; }

# A policy that lets a service send to a queue, as one attribute in JSON.
open_to() {
  printf '{"Policy":"{\\"Version\\":\\"2012-10-17\\",\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Principal\\":{\\"Service\\":\\"%s\\"},\\"Action\\":\\"sqs:SendMessage\\",\\"Resource\\":\\"%s\\"}]}"}' "$1" "$2"
}

# Receives one message and prints its body, or None. The third argument is how long to wait.
body() {
  sqs receive-message --queue-url "$1" --visibility-timeout "${2:-30}" --wait-time-seconds "${3:-0}" --query 'Messages[0].Body'
}

# Moves dead letters back. Old versions of the CLI have no command for it, so it is sent by hand.
redrive() {
  sqs start-message-move-task --source-arn "$1" >/dev/null 2>&1 ||
    curl -fsS "$endpoint/" -d Action=StartMessageMoveTask -d Version=2012-11-05 --data-urlencode "SourceArn=$1" >/dev/null
}

curl -fsS -X POST "$endpoint/reset" >/dev/null
echo "$("$1" --version 2>&1)"

echo "A queue with a dead-letter queue"
dead=$(sqs create-queue --queue-name orders-dlq --query QueueUrl)
orders=$(sqs create-queue --queue-name orders --query QueueUrl --attributes \
  "{\"RedrivePolicy\":\"{\\\"deadLetterTargetArn\\\":\\\"$(arn "$dead")\\\",\\\"maxReceiveCount\\\":\\\"3\\\"}\"}")
sqs send-message --queue-url "$orders" --message-body "an order" >/dev/null
for receive in 1 2 3; do expect "receive $receive" "$(body "$orders" 0)" "an order"; done
expect "receive 4" "$(body "$orders" 0)" "None"
expect "dead-letter queue" "$(body "$dead" 0)" "an order"
redrive "$(arn "$dead")"
expect "after the redrive" "$(body "$orders" 0 10)" "an order"

echo "A topic with two queues, one with a filter"
topic=$(sns create-topic --name order-events --query TopicArn)
for name in eu all; do
  queue=$(sqs create-queue --queue-name "$name" --query QueueUrl)
  sqs set-queue-attributes --queue-url "$queue" --attributes "$(open_to sns.amazonaws.com "$(arn "$queue")")"
done
eu=$(sqs get-queue-url --queue-name eu --query QueueUrl)
all=$(sqs get-queue-url --queue-name all --query QueueUrl)
sns subscribe --topic-arn "$topic" --protocol sqs --notification-endpoint "$(arn "$eu")" \
  --attributes '{"RawMessageDelivery":"true","FilterPolicy":"{\"region\":[\"eu\"]}"}' >/dev/null
sns subscribe --topic-arn "$topic" --protocol sqs --notification-endpoint "$(arn "$all")" \
  --attributes '{"RawMessageDelivery":"true"}' >/dev/null
sns publish --topic-arn "$topic" --message "to us" \
  --message-attributes '{"region":{"DataType":"String","StringValue":"us"}}' >/dev/null
expect "filtered" "$(body "$eu")" "None"
expect "not filtered" "$(body "$all")" "to us"
sns publish --topic-arn "$topic" --message "to eu" \
  --message-attributes '{"region":{"DataType":"String","StringValue":"eu"}}' >/dev/null
expect "filtered" "$(body "$eu")" "to eu"

echo "A rule with a queue"
routed=$(sqs create-queue --queue-name routed --query QueueUrl)
sqs set-queue-attributes --queue-url "$routed" --attributes "$(open_to events.amazonaws.com "$(arn "$routed")")"
events put-rule --name placed --event-pattern '{"source":["shop"],"detail":{"total":[{"numeric":[">",100]}]}}' >/dev/null
events put-targets --rule placed --targets "[{\"Id\":\"routed\",\"Arn\":\"$(arn "$routed")\",\"InputPath\":\"\$.detail\"}]" >/dev/null
for total in 50 150; do
  events put-events --entries "[{\"Source\":\"shop\",\"DetailType\":\"OrderPlaced\",\"Detail\":\"{\\\"total\\\":$total}\"}]" >/dev/null
done
expect "routed" "$(body "$routed")" '{"total":150}'
expect "nothing more" "$(body "$routed")" "None"
echo "The lab is done."

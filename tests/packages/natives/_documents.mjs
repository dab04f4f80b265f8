// Documents for the comparisons: answers as AWS services give them, and random ones.
export function random(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n) => Math.floor(next() * n);
  return { below, pick: (list) => list[below(list.length)], chance: (p) => next() < p };
}

const NAMES = ["a", "b", "Key", "ns:item", "x-y.z", "_u", "длина", "名", "Contents", "é"];
const ATTRIBUTES = ["id", "xmlns", "xmlns:xsi", "xsi:type", "data-x", "λ"];
const TEXTS = [
  "", " ", "\n  ", "\t", "text", " text ", "a\nb", "a\r\nb\rc", "0012", "true", "&amp;", "&lt;b&gt;", "a&quot;b&apos;c", "AT&T", "&unknown;", "x;y",
  "é\u00a0", "日本語", "😀", "\u2028", "]]", "a]]>b", "back\\slash", "\"quoted\"", "'", "/", "=", "a > b", "\u0085", "\u0001", "&#65;", "&#x1F600;", "&#xe9;",
  "&#x;", "&#99999999;", "&amp;amp;", "& amp;", "&;", "\ufeff",
];

export function randomText(r, raw) {
  let text = "";
  for (let n = r.below(3); n >= 0; n--) text += r.pick(TEXTS);
  return raw ? text.replaceAll("]]>", "") : text;
}

function attributesOf(r) {
  let text = "";
  for (const name of ATTRIBUTES) {
    if (!r.chance(0.15)) continue;
    const quote = r.pick(['"', "'"]);
    text += `${r.pick([" ", "\n", "  "])}${name}${r.pick(["=", " = "])}${quote}${randomText(r).replaceAll(quote, "").replaceAll("\r", "")}${quote}`;
  }
  return text;
}

function content(r, depth, options) {
  let text = "";
  for (let n = r.below(6); n > 0; n--) {
    const kind = r.below(10);
    if (kind < 4 && depth < 6) text += element(r, depth + 1, options);
    else if (kind < 7) text += randomText(r);
    else if (kind === 7) text += `<!-- ${r.pick(["c", "<x>", "a - b", "&amp;"])} -->`;
    else if (kind === 8) text += `<![CDATA[${randomText(r, true)}]]>`;
    else if (options.instructions) text += "<?target some data?>";
  }
  return text;
}

function element(r, depth, options) {
  const name = r.pick(NAMES), attributes = attributesOf(r);
  if (r.chance(0.15)) return `<${name}${attributes}${r.pick(["", " "])}/>`;
  return `<${name}${attributes}>${content(r, depth, options)}</${name}${r.pick(["", " ", "\n"])}>`;
}

export function randomDocument(seed, options = {}) {
  const r = random(seed);
  const head = r.pick(["", '<?xml version="1.0" encoding="UTF-8"?>\n', "<!-- head -->", "\n"]);
  return head + element(r, 0, options) + r.pick(["", "\n", "<!-- tail -->"]);
}

const list = (n, f) => Array.from({ length: n }, (_, i) => f(i)).join("");

export const ANSWERS = {
  "S3 ListObjectsV2": `<?xml version="1.0" encoding="UTF-8"?>
<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>bucket</Name><Prefix></Prefix><KeyCount>40</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>${list(40, (i) =>
    `<Contents><Key>photos/2006/picture &amp; ${i}.jpg</Key><LastModified>2009-10-12T17:50:30.000Z</LastModified><ETag>&quot;fba9dede5f27731c9771645a39863328&quot;</ETag><Size>${i * 37}</Size><StorageClass>STANDARD</StorageClass><Owner><ID>8a6925ce4adf588a4f21c32aa379004fef</ID><DisplayName>mtd@amazon.com</DisplayName></Owner></Contents>`)}<CommonPrefixes><Prefix>photos/</Prefix></CommonPrefixes></ListBucketResult>`,
  "S3 error": `<?xml version="1.0" encoding="UTF-8"?>
<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message><Key>my&#x2F;key&#10;</Key><RequestId>4442587FB7D0A2F9</RequestId><HostId/></Error>`,
  "S3 GetBucketAcl": `<AccessControlPolicy xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Owner><ID>75aa57f09aa0c8caeab4</ID><DisplayName>CustomersName@amazon.com</DisplayName></Owner><AccessControlList><Grant><Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser"><ID>75aa57f09aa0c8caeab4</ID></Grantee><Permission>FULL_CONTROL</Permission></Grant><Grant><Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="Group"><URI>http://acs.amazonaws.com/groups/global/AllUsers</URI></Grantee><Permission>READ</Permission></Grant></AccessControlList></AccessControlPolicy>`,
  "STS AssumeRole": `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <AssumeRoleResult>
    <AssumedRoleUser><AssumedRoleId>ARO123EXAMPLE123:TestAR</AssumedRoleId><Arn>arn:aws:sts::123456789012:assumed-role/demo/TestAR</Arn></AssumedRoleUser>
    <Credentials>
      <AccessKeyId>ASIAIOSFODNN7EXAMPLE</AccessKeyId>
      <SecretAccessKey>wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPLEKEY</SecretAccessKey>
      <SessionToken>
       AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQW
      </SessionToken>
      <Expiration>2019-07-15T23:28:33.359Z</Expiration>
    </Credentials>
    <PackedPolicySize>8</PackedPolicySize>
  </AssumeRoleResult>
  <ResponseMetadata><RequestId>c6104cbe-af31-11e0-8154-cbc7ccf896c7</RequestId></ResponseMetadata>
</AssumeRoleResponse>`,
  "EC2 DescribeInstances": `<DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
    <requestId>8f7724cf-496f-496e-8fe3-example</requestId>
    <reservationSet>${list(40, (i) => `
        <item>
            <reservationId>r-1234567890abcde${i}</reservationId>
            <groupSet/>
            <instancesSet>
                <item>
                    <instanceId>i-1234567890abcdef${i}</instanceId>
                    <instanceState><code>16</code><name>running</name></instanceState>
                    <dnsName/>
                    <tagSet>${list(i % 4, (k) => `<item><key>Name${k}</key><value>Server &lt;${i}&gt;</value></item>`)}</tagSet>
                    <ebsOptimized>false</ebsOptimized>
                </item>
            </instancesSet>
        </item>`)}
    </reservationSet>
</DescribeInstancesResponse>`,
  "SQS ReceiveMessage": `<ReceiveMessageResponse><ReceiveMessageResult><Message><MessageId>5fea7756-0ea4-451a-a703-a558b933e274</MessageId><Body>{&quot;a&quot;: &quot;line one\nline two&quot;}</Body><Attribute><Name>SenderId</Name><Value>195004372649</Value></Attribute><Attribute><Name>SentTimestamp</Name><Value>1238099229000</Value></Attribute></Message></ReceiveMessageResult></ReceiveMessageResponse>`,
  "Route 53 ListHostedZones": `<?xml version="1.0"?><ListHostedZonesResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><HostedZones>${list(60, (i) => `<HostedZone><Id>/hostedzone/Z${i}</Id><Name>example${i}.com.</Name><Config><Comment> a  comment </Comment><PrivateZone>false</PrivateZone></Config><ResourceRecordSetCount>${i}</ResourceRecordSetCount></HostedZone>`)}</HostedZones><IsTruncated>false</IsTruncated></ListHostedZonesResponse>`,
};

import { CfnOutput } from 'aws-cdk-lib';
import { EndpointType, SecurityPolicy, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { ApiGatewayDomain } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';
import type { Settings } from '../settings';

/** Properties of an `OwnDomain`. */
export interface OwnDomainProps {
  /** The API behind the domain. */
  readonly api: RestApi;

  /** The domain's name, its certificate, and where its records are. */
  readonly domain: NonNullable<Settings['domain']>;
}

/** A domain of the administrator's own in place of API Gateway's address. */
export class OwnDomain extends Construct {
  constructor(scope: Construct, id: string, { api, domain }: OwnDomainProps) {
    super(scope, id);
    const { name, certificateArn, hostedZoneId } = domain;
    const domainName = api.addDomainName('Name', {
      domainName: name,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
      endpointType: EndpointType.REGIONAL,
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
    if (hostedZoneId === undefined) {
      new CfnOutput(this, 'DomainTarget', {
        value: domainName.domainNameAliasDomainName,
        description: `Make ${name} a CNAME record of this`,
      }).overrideLogicalId('DomainTarget');
      return;
    }
    new ARecord(this, 'Record', {
      // The record has the whole name, so it does not matter how much of it the zone is for.
      zone: HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId, zoneName: name }),
      target: RecordTarget.fromAlias(new ApiGatewayDomain(domainName)),
    });
  }
}
